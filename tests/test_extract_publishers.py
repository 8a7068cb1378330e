"""Title, house and address of pages that state them in their own ways."""

from __future__ import annotations

import pytest

from dossier.model import Article
from support.extraction import ENGLISH, page, paragraphs, read

OWN = '<link rel="canonical" href="https://www.millpost.example/2024/the-wheel">'
TITLE = "<title>The wheel turns again | Mill Post</title>"
HEADING = "<h1>The wheel turns again</h1>"


def article(head: str, body: str) -> Article:
    return page(body + paragraphs(ENGLISH), head, "en")


def value(head: str, body: str, field: str) -> object:
    return article(head, body).metadata[field].value


def test_the_printed_headline_beats_the_one_in_the_breadcrumbs() -> None:
    """Templates set a title for search engines at the end of the way from the front page."""
    crumbs = '<ul class="breadcrumb"><li><a href="/">Home</a></li><li><h1>Mill wheel: again</h1></li></ul>'
    head = (
        '<title>Mill wheel: again</title><meta property="og:title" content="The wheel turns again">'
    )
    assert value(head, crumbs + "<h2>The wheel turns again</h2>", "title") == (
        "The wheel turns again"
    )


def test_the_name_of_the_site_is_no_title() -> None:
    """“Site - Title” with the site in the first heading; and a drawing called as the site."""
    head = "<title>Mill Diary - The wheel turns again after ten years</title>"
    body = "<h1>Mill Diary</h1><h3>The wheel turns again after ten years</h3>"
    assert value(head, body, "title") == "The wheel turns again after ten years"
    drawn = "<svg><title>Mill Post</title></svg><h1>Mill Post</h1><h1 class=headline>The wheel turns again</h1>"
    assert value(TITLE, drawn, "title") == "The wheel turns again"


def test_the_only_first_heading_is_the_title_though_the_head_has_another() -> None:
    """Search engines and networks are told another title than readers."""
    head = '<title>Old mill works : Country : Mill Post</title><meta property="og:title" content="Old mill works">'
    menu = "".join(f"<div><a href=/{n}>Section {n}</a></div>" for n in range(60))
    assert value(head, menu + HEADING, "title") == "The wheel turns again"


def test_a_title_cut_by_its_own_quotation_mark_is_none() -> None:
    """content="Title and "quoted" words" ends before the quotation."""
    whole = 'The wheel turns and "sings" again'
    head = f'<title>{whole}</title><meta property="og:title" content="{whole}">'
    assert value(head, f"<h1>{whole}</h1>", "title") == whole


def test_a_kicker_gets_the_sign_that_the_head_has_for_it() -> None:
    """“Country<br>The wheel turns” is printed in two lines."""
    head = '<meta property="og:title" content="Country life: The wheel turns again">'
    body = "<h1><span>Country life</span> <span>The wheel turns again</span></h1>"
    assert value(head, body, "title") == "Country life: The wheel turns again"


@pytest.mark.parametrize(
    "sign",
    [
        '<img class="site-logo" alt="The Mill Post" src="/i.svg">',
        "<svg><title>The Mill Post Logo</title></svg>",
    ],
)
def test_a_logo_names_the_house_that_the_address_bears_out(sign: str) -> None:
    """A page of nothing but a logo; other logos on it are of others."""
    other = '<img alt="River Bank logo" src="/bank.png">'
    assert value(OWN, other + sign + HEADING, "publisher") == "The Mill Post"
    assert value("", other + sign + HEADING, "publisher") is None


def test_an_account_on_a_network_bears_a_logo_out() -> None:
    """A house's address may be of other letters than its name."""
    head = '<meta name="twitter:site" content="@millpost">'
    logo = '<img id="logo" alt="Mill Post" src="/i.svg">'
    assert value(head, logo + HEADING, "publisher") == "Mill Post"
    assert value(head, HEADING, "publisher") is None


def test_a_page_s_own_name_beats_an_agency_and_a_generator_s() -> None:
    """“Source: Reuters” on another house's page; a name for the icon on a telephone."""
    head = '<meta name="application-name" content="MP Web"><meta property="og:site_name" content="Mill Post">'
    body = HEADING + '<div class="source">Reuters</div>'
    assert value(head, body, "publisher") == "Mill Post"
    nameless = head.replace("Mill Post", "News").replace("MP Web", "Magazine")
    assert value(nameless, HEADING, "publisher") is None


def test_a_site_is_known_by_the_end_of_its_name() -> None:
    """Die Neue Talzeitung at talzeitung.example."""
    head = '<meta property="og:url" content="https://www.talzeitung.example/a/1">'
    head += "<title>The wheel turns again – Die Neue Talzeitung</title>"
    assert value(head, HEADING, "publisher") == "Die Neue Talzeitung"


def test_the_canonical_address_of_the_same_host_comes_first() -> None:
    """Networks get a short address; a sister's canonical one is where another paper has the text."""
    short = '<meta property="og:url" content="https://www.millpost.example/a/77">'
    assert value(short + OWN, HEADING, "original_url") == (
        "https://www.millpost.example/2024/the-wheel"
    )
    sister = short.replace("millpost", "riverpost")
    assert value(sister + OWN, HEADING, "original_url") == "https://www.riverpost.example/a/77"


@pytest.mark.parametrize(
    "nowhere", ["https://www.millpost.example/", "https://m.example/a/undefined"]
)
def test_a_front_page_is_no_article_s_address(nowhere: str) -> None:
    """Then the links to the page's own parts, or those to share it, say where it stands."""
    head = f'<link rel="canonical" href="{nowhere}">'
    own = "https://www.millpost.example/a/77"
    assert value(head, HEADING, "original_url") is None
    skip = f'<a href="{own}#main">To the text</a><a href="https://other.example/x#y">Other</a>'
    assert value(head, skip + HEADING, "original_url") == own
    share = "https%3A%2F%2Fwww.millpost.example%2Fa%2F77"
    shares = (
        f'<a href="https://www.facebook.com/sharer/sharer.php?u={share}">f</a>'
        f'<a href="https://twitter.com/intent/tweet?text=t&amp;url={share}">t</a>'
    )
    assert value(head, shares + HEADING, "original_url") == own


def test_a_page_s_own_address_beats_a_link_to_what_it_was_made_from() -> None:
    """A translation links to its original."""
    below = '<p>Source: <a href="https://river.example/en/9">The wheel</a></p>'
    assert page(HEADING + paragraphs(ENGLISH) + below, OWN, "en").metadata[
        "original_url"
    ].value == ("https://www.millpost.example/2024/the-wheel")
    linked = '<script type="application/ld+json">{"@type":"NewsArticle","mainEntityOfPage":{"@id":"https://www.millpost.example/b#webpage"}}</script>'
    assert value(linked, HEADING, "original_url") == "https://www.millpost.example/b"


@pytest.mark.parametrize("host", ["LiveJournal", "Hatena Blog", "简书", "티스토리"])
def test_a_host_of_many_people_s_pages_publishes_none_of_them(host: str) -> None:
    assert value(f"<meta property='og:site_name' content='{host}'>", HEADING, "publisher") is None


@pytest.mark.parametrize("label", ["出典", "掲載紙", "掲載元", "출처", "来源"])
def test_a_label_before_a_name_tells_the_publisher(label: str) -> None:
    """In a text that somebody noted down: the paper under the title."""
    text = f"水車が動いた春\n\n{label}：河辺新聞\n日付：2024-03-09\n\n四月から水車が動いている。町の人は喜んでいる。\n"
    result = read(text, ".txt")
    assert result.value("publisher") == "河辺新聞"
    assert not any("河辺新聞" in block.text for block in result.blocks)
