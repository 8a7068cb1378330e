"""Mails and pages saved as one file: the sender's words are the article, all else has its reason."""

from __future__ import annotations

import base64
import plistlib
from collections.abc import Iterator
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.extract import extract
from dossier.formats.mail_text import QUOTED, SIGNATURE, parted, unflowed
from dossier.formats.registry import read_documents
from dossier.formats.saved_page import read_webarchive
from dossier.load import read_articles
from dossier.model import Article, Document, Sidecar
from dossier.problems import Problem
from support.bad_mails import BAD, BOMB, ENTITY
from support.comparing import f1
from support.examples import sample
from support.pages import ROOT
from support.picture_files import data_address, page, picture

OWN = "昨天我去了河边的书店，门口排着很长的队。店主说，他没有想到会来这么多人。下个月他还要在对岸开一家。"
THEIRS = "书店什么时候开门？请告诉我。"


def mail(text: str = OWN, html: str = "", **headers: str) -> EmailMessage:
    """Return a mail; underscores in names of headers are hyphens."""
    message = EmailMessage()
    known = {
        "From": "林秋 <lin@example.org>",
        "To": "b@example.org",
        "Subject": "河边的书店",
        "Date": "Tue, 19 Mar 2024 04:07:00 +0800",
        "Message_ID": "<1@example.org>",
        **headers,
    }
    for name, value in known.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def article_in(folder: Path, raw: bytes, name: str = "a.eml") -> tuple[Article, list[Problem]]:
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds" / name).write_bytes(raw)
    (article,), problems = read_articles(folder / "seeds")
    return article, problems


def words(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.text]


def dropped(article: Article) -> set[tuple[str, str]]:
    return {(entry.reason, entry.text) for entry in article.ledger if entry.to == "dropped"}


def test_headers_are_metadata(tmp_path: Path) -> None:
    """And stand in the ledger."""
    raw = mail(
        List_Id='"书店之友" <friends.example.org>', Archived_At="<https://a.example/1>"
    ).as_bytes()
    article, problems = article_in(tmp_path, raw)
    assert not problems
    assert words(article) == [OWN]
    assert article.title.text == "河边的书店"
    assert article.values("authors") == ("林秋",)
    assert article.value("published") == "2024-03-19T04:07:00+08:00"
    assert article.value("publisher") == "书店之友"
    assert article.value("original_url") == "https://a.example/1"
    fields = [entry.field for entry in article.ledger if entry.to == "metadata"]
    assert fields == ["title", "authors", "published", "publisher", "original_url"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_raw_bytes_of_a_header_are_read_in_the_likeliest_encoding(
    encoding: str, tmp_path: Path
) -> None:
    """Old programs encode no header."""
    head = "Subject: 今天河邊書店開門了\nFrom: a@example.org\nTo: b@example.org\n\n".encode(
        encoding
    )
    article, _ = article_in(tmp_path, head + OWN.encode())
    assert article.title.text == "今天河邊書店開門了"


REPLY = f"{OWN}\n\n-- \n林秋\n青石日报\n\nOn Mon, 18 Mar 2024 at 10:00,\nChen Yi <chen@example.org> wrote:\n> {THEIRS}\n>\n> 陈一\n"


def test_a_reply_is_its_own_words(tmp_path: Path) -> None:
    """Quoted words and the signature are left out, and may be kept."""
    raw = mail(REPLY, In_Reply_To="<0@example.org>").as_bytes()
    article, _ = article_in(tmp_path, raw)
    assert words(article) == [OWN]
    assert {(QUOTED, THEIRS), (SIGNATURE, "青石日报")} <= dropped(article)
    (tmp_path / "seeds/a.yml").write_text(f"keep: [{THEIRS}]\n")
    assert words(article_in(tmp_path, raw)[0]) == [OWN, THEIRS]


@pytest.mark.parametrize(
    "said",
    [
        "On Mon, 18 Mar 2024 at 10:00,\nChen Yi <chen@example.org> wrote:",
        "Le 18/03/2024 à 10:00, Chen Yi <\nchen@example.org> a écrit :",
        "在 2024年3月18日，陈一 <chen@example.org> 写道：\n",
        "Chen Yi <chen@example.org> writes:\n",
    ],
)
def test_the_line_above_a_quotation_goes_with_it(said: str, tmp_path: Path) -> None:
    """Also of a mail that is no reply by its head, and over two lines."""
    article, _ = article_in(tmp_path, mail(f"{OWN}\n{said}\n> {THEIRS}\n").as_bytes())
    assert words(article) == [OWN]


def test_quotations_of_a_first_mail_are_its_own(tmp_path: Path) -> None:
    """A letter may quote a book."""
    article, _ = article_in(tmp_path, mail(f"{OWN}\n\n> {THEIRS}\n").as_bytes())
    assert [(block.kind, block.text) for block in article.blocks] == [
        ("paragraph", OWN),
        ("quote", THEIRS),
    ]


WHOLE = f"{OWN}\n\n-----Original Message-----\nFrom: Chen Yi <chen@example.org>\nSent: Monday, March 18, 2024 10:00\nTo: Lin\nSubject: 书店\n\n{THEIRS}\n"


def test_a_mail_quoted_whole_is_left_out_of_a_reply_and_kept_in_a_forwarded_one(
    tmp_path: Path,
) -> None:
    """Whoever sends a mail on hands over that mail."""
    reply = mail(WHOLE, References="<0@example.org>", Subject="Re: 书店").as_bytes()
    assert words(article_in(tmp_path, reply)[0]) == [OWN]
    on = mail(WHOLE, References="<0@example.org>", Subject="Fwd: 书店").as_bytes()
    assert THEIRS in words(article_in(tmp_path, on)[0])


HTML = f"<html><body><p>{OWN}</p>%s</body></html>"
CITED = (
    f'<div class="gmail_quote"><div class="gmail_attr">On Mon wrote:</div><blockquote>{THEIRS}</blockquote></div>',
    f'<div class="moz-cite-prefix">Am 18.03.24 schrieb Chen:</div><blockquote type="cite"><p>{THEIRS}</p></blockquote>',
    f'<blockquote type="cite"><div>{THEIRS}</div></blockquote>',
    f'<div id="yahoo_quoted_1" class="yahoo_quoted"><div>{THEIRS}</div></div>',
)


@pytest.mark.parametrize("cited", CITED)
def test_html_is_read_without_what_it_quotes(cited: str, tmp_path: Path) -> None:
    """By the names that mail programs give it; the same words are not read twice."""
    raw = mail(f"{OWN}\n\n> {THEIRS}\n", HTML % cited, References="<0@example.org>").as_bytes()
    article, _ = article_in(tmp_path, raw)
    assert words(article) == [OWN]
    assert (QUOTED, THEIRS) in dropped(article)


def test_plain_text_is_read_where_html_does_not_tell_what_it_quotes(tmp_path: Path) -> None:
    """As Outlook writes it."""
    raw = mail(WHOLE, HTML % f"<hr><p>From: Chen</p><p>{THEIRS}</p>", References="<0@example.org>")
    assert words(article_in(tmp_path, raw.as_bytes())[0]) == [OWN]


def test_html_is_the_better_alternative(tmp_path: Path) -> None:
    """It has headings and links."""
    raw = mail(OWN, HTML % f"<h2>书店</h2><p>{THEIRS}</p>").as_bytes()
    article, _ = article_in(tmp_path, raw)
    assert [block.kind for block in article.blocks] == ["paragraph", "heading", "paragraph"]


def test_a_mail_in_a_mail_is_an_article_too(tmp_path: Path) -> None:
    """Alone, beside words of the sender, and in a digest: each with its own headers."""
    inner = mail(THEIRS, Subject="书店开门", Message_ID="<2@example.org>")
    for text, count in ((OWN, 2), ("", 1)):
        outer = mail(text)
        outer.add_attachment(inner)
        items = list(read_documents(outer.as_bytes(), "seeds/a.eml"))
        documents = [item for item in items if isinstance(item, Document)]
        assert [len(items), len({item.source for item in documents})] == [count, count]
        article, _ = extract(documents[-1], Sidecar())
        assert article
        assert (article.title.text, article.blocks[0].text) == ("书店开门", THEIRS)
        assert article.member


def test_a_quoted_name_is_a_name_and_a_subject_is_the_title(tmp_path: Path) -> None:
    """Whatever line of the mail begins as its subject does, and goes on with a colon."""
    raw = f'From: "Ann Walker" <a@x.example>\nTo: b@x.example\nSubject: Somebody has joined your meeting - At ten\n\nSomebody has joined your meeting:\n\n{OWN}\n'
    article, _ = article_in(tmp_path, raw.encode())
    assert article.title.text == "Somebody has joined your meeting - At ten"
    assert article.values("authors") == ("Ann Walker",)


def test_a_mail_of_apple_mail_stands_before_its_property_list(tmp_path: Path) -> None:
    raw = mail().as_bytes()
    for length in (b"%d\n" % len(raw), b"  %d   \n" % len(raw)):
        article, problems = article_in(
            tmp_path, length + raw + b"<?xml version='1.0'?><plist/>", "a.emlx"
        )
        assert not problems
        assert article.title.text == "河边的书店"
        assert [block.text for block in article.blocks] == [OWN]


def test_pictures_are_shown_and_other_attachments_told(tmp_path: Path) -> None:
    """A picture that the text does not name stands below it."""
    message = mail(OWN, HTML % '<p><img src="cid:one@x"></p>')
    part = list(message.iter_parts())[1]
    assert isinstance(part, EmailMessage)
    part.add_related(picture("JPEG"), "image", "jpeg", cid="<one@x>")
    message.make_mixed()
    message.add_attachment(picture("PNG"), maintype="image", subtype="png", filename="队.png")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="报告.pdf")
    message.add_attachment(b"x", maintype="application", subtype="pgp-signature")
    article, (problem,) = article_in(tmp_path, message.as_bytes())
    assert [block.image.name[-3:] for block in article.blocks if block.image] == ["jpg", "png"]
    assert "“报告.pdf”" in problem.message
    assert "pgp" not in problem.message


def test_a_box_has_an_article_a_mail(tmp_path: Path) -> None:
    """Named by its Message-ID, wherever it stands; a mail that is there twice is read once."""
    mails = [
        mail(f"{n}，{OWN}\n\nFrom here on it is mine, 2024.\n", Message_ID=f"<{n}@x>").as_bytes()
        for n in range(3)
    ]

    def box(*numbers: int) -> bytes:
        escaped = (mails[n].replace(b"\nFrom here", b"\n>From here") for n in numbers)
        return b"".join(b"From - Tue Mar 19 04:07:00 2024\n" + raw + b"\n" for raw in escaped)

    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.mbox").write_bytes(box(0, 1, 2, 1))
    first, problems = read_articles(folder)
    assert not problems
    assert len(first) == 3
    assert all(any(text.startswith("From here") for text in words(item)) for item in first)
    (folder / "a.mbox").write_bytes(box(2, 0))
    second, _ = read_articles(folder)
    assert {item.id for item in second} < {item.id for item in first}


@pytest.mark.parametrize(
    ("charset", "label"),
    [("gb18030", "gb2312"), ("big5", "big5"), ("utf-8", "utf-8"), ("gb18030", "x-unknown")],
)
def test_words_are_read_in_their_character_set(charset: str, label: str, tmp_path: Path) -> None:
    """Also one that the mail calls by a wrong name; GB 2312 is read as what it became."""
    text = "昨天我去了河邊的書店，門口排著很長的隊。店主說，他沒有想到會來這麼多人。"
    subject = base64.b64encode("書店".encode(charset)).decode()
    body = base64.b64encode(text.encode(charset)).decode()
    raw = (
        f"From: a@b.example\nTo: c@d.example\nSubject: =?{charset}?B?{subject}?=\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset={label}\nContent-Transfer-Encoding: base64\n\n{body}\n"
    )
    article, _ = article_in(tmp_path, raw.encode())
    assert (article.title.text, words(article)) == ("書店", [text])


def test_flowing_lines_are_joined() -> None:
    """RFC 3676, 4: at their own depth; a signature's line does not flow."""
    text = "one \ntwo\n> three \n> four\n >not quoted\n-- \nLin"
    assert unflowed(text, closed=False) == "one two\n> three four\n>not quoted\n-- \nLin"
    assert unflowed("甲 \n乙", closed=True) == "甲乙"


@given(st.text("> \n-:@0a甲 ", max_size=80), st.booleans())
def test_no_line_is_lost(text: str, reply: bool) -> None:
    """Whatever is quoted, every line is in one piece, in its order."""
    lines = [line for piece in parted(text, reply) for line in piece.text.split("\n")]
    assert [line for line in lines if line.strip()] == [
        line for line in text.split("\n") if line.strip()
    ]


def mhtml(html: bytes, address: str, files: dict[str, bytes], **more: str) -> bytes:
    """Return a page as Chromium saves it."""
    whole = MIMEMultipart("related", type="text/html")
    for name, value in more.items():
        whole[name.replace("_", "-")] = value
    root = MIMEText(html.decode(), "html", "utf-8")
    root["Content-Location"] = address
    whole.attach(root)
    for name, raw in files.items():
        part = MIMEBase("image", "png")
        part.set_payload(base64.encodebytes(raw).decode())
        part["Content-Transfer-Encoding"] = "base64"
        part["Content-Location"] = name
        whole.attach(part)
    return whole.as_bytes()


BLINK = {
    "From": "<Saved by Blink>",
    "Snapshot_Content_Location": "https://a.example/shop.html",
    "Date": "Tue, 19 Mar 2024 04:07:00 -0000",
}
EXPLORER = {
    "From": '"Saved by Windows Internet Explorer 10"',
    "Date": "Tue, 19 Mar 2024 04:07:00 +0000",
}


@pytest.mark.parametrize("headers", [BLINK, EXPLORER], ids=["Chromium", "Internet Explorer"])
def test_a_page_saved_as_mhtml_is_a_page(headers: dict[str, str], tmp_path: Path) -> None:
    """With its address, the day on which it was saved, and its pictures."""
    html = page('<img src="https://a.example/i/1.png">').encode()
    raw = mhtml(
        html, "https://a.example/shop.html", {"https://a.example/i/1.png": picture()}, **headers
    )
    article, problems = article_in(tmp_path, raw, "a.mhtml")
    assert not problems
    assert article.title.text == "河边的书店"
    assert article.value("original_url") == "https://a.example/shop.html"
    assert article.value("scraped").startswith("2024-03-19T04:07")
    assert [block.image.width for block in article.blocks if block.image] == [90]


def test_a_page_saved_by_word_has_pictures_beside_it(tmp_path: Path) -> None:
    """Their addresses are relative to that of the page, which is none that anybody can follow."""
    html = page('<img src="shop_files/1.png">').encode()
    raw = mhtml(html, "file:///C:/D1/shop.htm", {"file:///C:/D1/shop_files/1.png": picture()})
    article, _ = article_in(tmp_path, raw, "a.mht")
    assert not article.value("original_url")
    assert [block.image.width for block in article.blocks if block.image] == [90]


@pytest.mark.parametrize("binary", [True, False])
def test_a_page_saved_by_safari_is_a_page(binary: bool, tmp_path: Path) -> None:
    """A property list, in either form."""
    main = {
        "WebResourceData": page('<img src="https://a.example/1.png">').encode("gb18030"),
        "WebResourceURL": "https://a.example/shop.html",
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "GBK",
    }
    other = {"WebResourceData": picture(), "WebResourceURL": "https://a.example/1.png"}
    form = plistlib.FMT_BINARY if binary else plistlib.FMT_XML
    raw = plistlib.dumps({"WebMainResource": main, "WebSubresources": [other]}, fmt=form)
    article, problems = article_in(tmp_path, raw, "a.webarchive")
    assert not problems
    assert article.title.text == "河边的书店"
    assert article.value("original_url") == "https://a.example/shop.html"
    assert [block.image.width for block in article.blocks if block.image] == [90]


def judged(raw: bytes, name: str) -> Iterator[Problem]:
    """Read a file and extract its articles; yield what is wrong."""
    for item in read_documents(raw, f"seeds/{name}"):
        if isinstance(item, Problem):
            yield item
        else:
            yield from extract(item, Sidecar())[1]


@pytest.mark.parametrize("name", BAD)
def test_what_is_broken_is_told(name: str) -> None:
    """With the file, and with what to do; nothing is raised."""
    raw, words = BAD[name]
    problems = list(judged(raw, name))
    assert any(words in problem.message + problem.hint for problem in problems)
    assert all(problem.path.startswith(f"seeds/{name}") and problem.hint for problem in problems)


@cache
def sound() -> bytes:
    return mail(OWN, HTML % '<img src="cid:a">').as_bytes()


@given(st.integers(0, 900), st.binary(max_size=20))
def test_damaged_mails_are_read_or_told(at: int, noise: bytes) -> None:
    list(judged(sound()[:at] + noise + sound()[at + len(noise) :], "a.eml"))


def test_a_property_list_is_read_without_its_entities() -> None:
    """Python's reader refuses them; else a file could be read into an article."""
    for raw in (BOMB, ENTITY):
        (problem,) = read_webarchive(raw, "seeds/a.webarchive")
        assert isinstance(problem, Problem)
        assert "cannot be read" in problem.message


@cache
def originals() -> list[Article]:
    articles, _ = read_articles(ROOT / "seeds")
    return articles


def saved_as(kind: str, article: Article) -> tuple[bytes, str]:
    """Return an article as a mail or a saved page."""
    body = "".join(f"<p>{block.text}</p>" for block in article.blocks).replace("\n", "<br>")
    title = article.title.text
    html = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
    html += f'<img src="{data_address(picture("GIF", (1, 1), "P"), "gif")}">'
    if kind == "eml":
        text = "\n\n".join(block.text for block in article.blocks)
        return mail(text, Subject=title).as_bytes(), "a.eml"
    if kind == "newsletter":
        return mail("See the web version.", html, Subject=title).as_bytes(), "a.eml"
    if kind == "mhtml":
        return mhtml(html.encode(), "https://a.example/x", {}, **BLINK), "a.mhtml"
    main = {"WebResourceData": html.encode(), "WebResourceMIMEType": "text/html"}
    return plistlib.dumps({"WebMainResource": main}), "a.webarchive"


@pytest.mark.parametrize("kind", ["eml", "newsletter", "mhtml", "webarchive"])
def test_real_articles_keep_their_words(kind: str, tmp_path: Path) -> None:
    """F1 of runs of four characters with the text as editors have it; the ledger balances."""
    for number, original in enumerate(originals()):
        raw, name = saved_as(kind, original)
        folder = tmp_path / str(number)
        folder.mkdir()
        article, problems = article_in(folder, raw, name)
        assert not [problem for problem in problems if "balance" in problem.message]
        assert article.title.text == original.title.text
        shares = f1(words(article), words(original))
        assert shares >= 0.95, f"{original.id}: {shares:.3f}"


def test_a_mail_is_told_from_a_text_by_its_head() -> None:
    """A text may begin with a name and a colon; what ends with .txt and is a mail stays a text."""
    (item,) = read_documents(f"Subject: 书店\nFrom: 林秋\n\n{OWN}\n".encode(), "seeds/a")
    assert isinstance(item, Document)
    assert item.body.text.startswith("Subject")
    (item,) = read_documents(mail().as_bytes(), "seeds/a")
    assert isinstance(item, Document)
    assert item.body.field == ""
    assert OWN in item.body.text


@pytest.mark.parametrize("at", sample(range(9), 0, 8))
def test_a_reader_takes_a_time_as_the_length_of_its_file(at: int) -> None:
    """Nothing that is begun again and again is looked for to the end each time."""
    unit = (
        "<html ",
        "<head>",
        "> a:\n",
        "From 2024\n\n",
        "a: b\n",
        "-- \n",
        "a \n",
        "From 1",
        "> a \n\n",
    )[at]
    text = (unit * 40_000).encode()
    top = b"From: a@b.example\nTo: c@d.example\nReferences: <1>\nContent-Type: text/%s\n\n"
    begin = process_time()
    for raw in (top % b"html" + text, top % b"plain; format=flowed" + text, text):
        list(read_documents(raw, "seeds/a.eml"))
    list(read_documents(text, "seeds/a.mbox"))
    assert process_time() - begin < 6


def test_a_short_reply_is_told_from_a_long_quotation(tmp_path: Path) -> None:
    """However much longer it is."""
    long = "".join(f"<p>{at}，{OWN}</p>" for at in range(6))
    html = f'<html><head><title>x</title></head><body><div>好的，明天见。</div><div class="gmail_quote"><blockquote>{long}</blockquote></div></body></html>'
    raw = mail("好的，明天见。", html, References="<0@example.org>").as_bytes()
    assert words(article_in(tmp_path, raw)[0]) == ["好的，明天见。"]


def test_all_of_a_newsletter_is_its_text(tmp_path: Path) -> None:
    """Its tables are for layout, and there is nothing around it."""
    rows = "".join(f"<tr><td><p>{at}，{OWN}</p></td></tr>" for at in range(4))
    html = f"<html><head><title>x</title></head><body><table><tr><td><table>{rows}</table></td></tr></table></body></html>"
    article, _ = article_in(tmp_path, mail("See the web.", html).as_bytes())
    assert words(article) == [f"{at}，{OWN}" for at in range(4)]
