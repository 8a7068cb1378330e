"""The same dossier in each variant: other words, the same places."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, partial

import pytest

from dossier.analysis.concordance import concordance
from dossier.conversion import Wording, marked_conversion
from dossier.convert.converters import Converters, converters_of
from dossier.convert.editions import edition, name_in
from dossier.convert.editors_words import sayer, tagged
from dossier.convert.folding import corners
from dossier.model import Edition, Entity, Glossary, Kinship, Note, Register, Term
from dossier.problems import sound
from dossier.render.inline import Line, phrase
from dossier.render.page_inputs import article_pages, view_of
from dossier.render.page_plan import PagePlan
from dossier.render.site import references
from support.dossiers import real_dossier
from support.pages import a_config, an_article

PLACE = re.compile(r'\b(?:id|href)="?([^\s">}]+)|\{: #(\S+)')
VARIANTS = ("zh-Hant-TW", "zh-Hant-HK")
CONVERTERS = Converters(Glossary(), Register())


@cache
def edition_in(variant: str) -> Edition:
    return edition(
        real_dossier().articles, real_dossier().config, variant, real_dossier().converters
    )


@cache
def bodies(variant: str) -> dict[str, list[tuple[str, str]]]:
    """Every id and address in the body of each article page, in order."""
    result = concordance(real_dossier().articles)
    refs = references(edition_in(variant), result)
    sheets = PagePlan([refs], {}).articles(Kinship(), refs.by_id)
    marked = partial(marked_conversion, Wording.of(real_dossier()))
    of_each = sound(article_pages(((view_of(refs),), marked), sheet) for sheet in sheets)
    made = [page for pages in of_each for page in pages]
    texts = {page.path.partition("/")[2]: page.content.decode() for page in made}
    return {
        path: PLACE.findall(text.partition('<div class="d-body"')[2].partition('id="source"')[0])
        for path, text in texts.items()
        if "/articles/" in f"/{path}" and '<div class="d-body"' in text
    }


@pytest.mark.parametrize("variant", VARIANTS)
def test_ids_and_links_are_the_same_in_each_edition(variant: str) -> None:
    """A paragraph, a name or a note has one address, whatever one reads it in."""
    assert bodies(variant) == bodies("zh-Hans")
    assert all(len(places) > 10 for places in bodies(variant).values())


@pytest.mark.parametrize("variant", ["zh-Hans", *VARIANTS])
def test_the_sources_own_variant_is_verbatim(variant: str) -> None:
    """And what is not Chinese is the same text in each edition."""
    for version in edition_in(variant).articles:
        if version.source.lang in (variant, "fr"):
            assert version.article.title == version.source.title
            assert version.article.blocks == version.source.blocks


@pytest.mark.parametrize("variant", VARIANTS)
def test_mentions_are_moved_to_their_words(variant: str) -> None:
    """As many as in the source, each on words that are a conversion of the source's."""
    for version in edition_in(variant).articles:
        converter = real_dossier().converters.get(version.source.lang, variant)
        for block, moved in zip(version.source.blocks, version.article.blocks, strict=True):
            assert len(block.mentions) == len(moved.mentions)
            for before, after in zip(block.mentions, moved.mentions, strict=True):
                words = block.text[before.span.start : before.span.end]
                text = moved.text[after.span.start : after.span.end]
                expected = converter.convert(words, version.source.slug) if converter else words
                assert expected in text
                assert len(text) <= len(expected) + 4


@pytest.mark.parametrize(
    ("variant", "label"),
    [
        ("zh-Hans", "勘误“竹间智慧”"),
        ("zh-Hant-TW", "勘誤「竹間智慧」"),
        ("zh-Hant-HK", "勘誤「竹間智慧」"),
        ("en", ["correction “", phrase("竹间智慧", lang="zh-Hans"), "”"]),
    ],
)
def test_a_reference_to_a_note_quotes_the_words_of_the_edition(variant: str, label: Line) -> None:
    """In its script and between its quotation marks."""
    refs = references(edition_in(variant), concordance(real_dossier().articles))
    link = refs.at("index.html").link("emotibot-name")
    assert [part["text"] for part in link if isinstance(part, dict)] == [label]


def test_a_notes_own_words_are_the_editions() -> None:
    """Replacement, spoken words and tags as well as the body; none of them where it says so."""
    words = ("软件", "网络很快", "信息")
    note = Note("n", "correction", replacement=words[0], said=words[1], tags=(words[2],))
    versions = {}
    for convert in (True, False):
        article = replace(an_article(), notes=(replace(note, convert=convert),))
        made = edition([article], a_config("zh-Hans", "zh-Hant-TW"), "zh-Hant-TW", CONVERTERS)
        (own,) = made.articles[0].article.notes
        versions[convert] = (own.replacement, own.said, *own.tags)
    assert versions == {True: ("軟體", "網路很快", "資訊"), False: words}


@pytest.mark.parametrize(
    ("language", "tags"),
    [("en", ("zh-Hans", "en")), ("zh-Hant-TW", ("zh-Hant-TW",) * 2), ("ja", ("ja", "ja"))],
)
def test_a_name_without_a_tag_is_in_the_dossiers_language(
    language: str, tags: tuple[str, ...]
) -> None:
    """Unless its letters cannot be of it: Chinese ones in an English dossier."""
    entities = tuple(Entity(form, "person", {"": form}) for form in ("柳树", "Willow"))
    made = tagged(Register(entities), language)
    assert tuple(next(iter(entity.names)) for entity in made.entities) == tags


@pytest.mark.parametrize(
    ("variant", "also"),
    [("zh-Hans", "硬件"), ("zh-Hant-TW", "硬體"), ("zh-Hant-HK", "硬件"), ("en", "hardware")],
)
def test_a_further_form_is_shown_as_the_edition_prints_it(variant: str, also: str) -> None:
    """Once, not in each script; a form with one in the edition's language is shown in that."""
    forms = ({"zh-Hans": "硬件", "zh-Hant-TW": "硬體", "en": "hardware"}, {"zh-Hans": "头发"})
    entity = Entity("it", "concept", {"zh-Hans": "软件", "en": "software"}, aliases=forms)
    converters = Converters(Glossary(), Register((entity,)))
    name = name_in(entity, variant, sayer("zh-Hans", variant, converters), converters)
    assert name.also == (also, "頭髮" if variant.startswith("zh-Hant") else "头发")


def test_quotation_marks_change_between_the_scripts_alone() -> None:
    """Both ways, by one table; the search takes either for the other."""
    forward, back = corners("zh-Hans", "zh-Hant-TW"), corners("zh-Hant-HK", "zh-Hans")
    assert forward["“"] == "「"
    assert {mark: forward[back[mark]] for mark in back} == {mark: mark for mark in "「」『』"}
    assert corners("zh-Hant-TW", "zh-Hant-HK") == corners("en", "fr") == {}


def test_converters_are_kept_while_the_words_are_the_same() -> None:
    """Made of equal words by the next build, they are the last ones; of others they are new."""
    first = converters_of(Glossary(), Register())
    assert converters_of(Glossary(), Register()) is first
    terms = Glossary((Term({"zh-Hans": "初创", "zh-Hant-TW": "新創"}),))
    other = converters_of(terms, Register())
    converters = [item.get("zh-Hans", "zh-Hant-TW") for item in (first, other)]
    assert [item and item.convert("初创") for item in converters] == ["初創", "新創"]
