"""Quotations and references of a manuscript, checked against a dossier."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.cli import main
from dossier.load import read_dossier
from dossier.verify.checking import Checked, check, quotations
from dossier.verify.folding import folded, is_short, offsets
from dossier.verify.manuscript import read_manuscript, read_words
from dossier.verify.matching import Match, Matcher
from dossier.verify.references import References
from support.dossiers import PROSE, a_dossier, real_dossier
from support.manuscripts import KINDS, Source, marked
from support.office_files import docx_members, packed, paragraph

ZH = (
    "河边的书店今天清早开门了，门口排着很长的队，店主说他没有想到会来这么多人。\n\n"
    "她估计明年软件的质量会提高百分之五，“人工智能”还要等到15亿元到账以后。\n\n"
    "镇上的老人都记得，上一次这样热闹还是四十年前修好那座石桥的时候。\n"
)
FR = (
    "Le boulanger ouvre sa porte à six heures, comme chaque matin depuis trente ans.\n\n"
    "« La farine est plus chère, dit-il, et l’hiver sera long pour tout le village. »\n\n"
    "Personne ne sait encore si la vieille gare rouvrira au printemps prochain.\n"
)
SIDECARS = {
    "a.yml": "slug: river-shop\ntitle: 河边的书店\npublisher: {zh-Hans: 河边日报, en: The River Daily}\n",
    "b.yml": "slug: old-baker\ntitle: Le boulanger\npublisher: Le Matin\n",
}
SEEDS: dict[str, str | bytes] = {"a.txt": ZH, "b.txt": FR, **SIDECARS}
LONG = "河边的书店今天清早开门了，门口排着很长的队"
OTHER = "镇上的老人都记得，上一次这样热闹还是四十年前"


class Library:
    """A small dossier on a disk, read once."""

    def __init__(self, contract: Path) -> None:
        self.contract = contract
        self.dossier = read_dossier(contract)
        assert not self.dossier.problems
        self.matcher = Matcher(self.dossier)
        self.references = References(self.dossier.articles)

    def match(self, quote: str) -> Match:
        """The place of a quotation."""
        return self.matcher.match([(quote, frozenset())])[0]

    def check(self, text: str | bytes, ending: str, folder: Path) -> Checked:
        """Check a manuscript."""
        path = folder / f"draft{ending}"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return check(read_manuscript(path), self.matcher, self.references)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The dossier of the tests below, in two Chinese editions."""
    folder = tmp_path_factory.mktemp("dossier")
    return Library(a_dossier(folder, SEEDS, "zh-Hans, zh-Hant-TW"))


@pytest.mark.parametrize(
    ("quote", "verdict", "block"),
    [
        (LONG, "exact", 1),
        ("河邊的書店今天清早開門了，門口排著很長的隊", "folded", 1),
        ("河边的书店今天清早\n开门了，门口 排着很长的队", "exact", 1),
        ("她估計明年軟體的質量會提高百分之五", "folded", 2),
        ("她估計明年軟體的質量會提高百分之五，「人工智能」還要等到", "folded", 2),
        ("她估计明年软体的质量会提高百分之五", "altered", 2),
        ("会提高百分之五，「人工智能」还要等到", "folded", 2),
        ("河边的书店……店主说他没有想到会来这么多人", "exact", 1),
        ("河边的书店今天清早[终于]开门了，门口排着很长的队", "exact", 1),
        ("河边的书店[sic]今天清早开门了，门口排着很长的队", "exact", 1),
        ("河边的书店今天清早关门了，门口排着很长的队", "altered", 1),
        ("河边的书店今天清早开门了，门口排着的队", "altered", 1),
        ("还要等到5亿元到账以后。镇上的老人都记得", "altered", 2),
        ("店主说他没有想到会来这么多人……河边的书店今天清早", "altered", 1),
        ("渡口的船夫每天都要把晒干的稻草搬进谷仓", "absent", None),
        ("le boulanger ouvre sa porte à six heures, comme chaque matin,", "exact", 1),
        ("La farine est plus chère, […] et l'hiver sera long pour tout le village", "folded", 2),
        ("[l]e boulanger ouvre sa porte à six heures", "exact", 1),
        ("Le boulanger ouvre sa porte à sept heures, comme chaque matin", "altered", 1),
        ("Le boulanger ouvre sa porte à six heures, comme chaque mat", "altered", 1),
    ],
)
def test_a_quotation_has_a_verdict(
    library: Library, quote: str, verdict: str, block: int | None
) -> None:
    """Script, marks, spaces and an edition's words do not matter; a character, a digit does."""
    match = library.match(quote)
    assert match.verdict == verdict
    assert [n for _, n in sorted(match.blocks)][:1] == [block] * (block is not None)


def test_words_converted_alone_are_the_source_s(tmp_path: Path) -> None:
    """A program takes 权限 for a word where a quotation ends in the middle of 版权 and 限制."""
    text = (
        f"{ZH.split(chr(10))[0]}\n\n老人们都知道，这部书是一本没有版权限制的作品，谁都可以抄写。\n"
    )
    library = Library(a_dossier(tmp_path, {"a.txt": text}))
    assert library.match("老人們都知道，這部書是一本沒有版許可權").verdict == "folded"
    assert library.match("老人們都知道，這部書是一本沒有版許可證").verdict == "altered"


def test_words_that_were_cut_are_told_apart(tmp_path: Path) -> None:
    """Somebody who quotes the page's frame quotes no article."""
    notice = "本站内容未经许可不得转载，如有任何问题请与网站编辑部联系。"
    page = f"<title>x</title><article><h1>河边</h1><p>{ZH[:37]}</p><p>{ZH[-40:]}</p></article>"
    seeds: dict[str, str | bytes] = {
        "a.html": f"<html><body>{page}<footer>{notice}</footer></body></html>"
    }
    library = Library(a_dossier(tmp_path, seeds))
    match = library.match(notice)
    assert (match.verdict, match.places) == ("cut", [])


def test_a_place_in_an_edition_is_one_in_the_source(library: Library) -> None:
    """軟體的質量 is 软件的质量 there, wherever that stands."""
    match = library.match("她估計明年軟體的質量會提高百分之五")
    (place,) = match.places
    text = (
        next(item for item in library.dossier.articles if item.slug == "river-shop").blocks[1].text
    )
    assert text[place.span.start : place.span.end] == "她估计明年软件的质量会提高百分之五"


def test_a_difference_is_shown_by_character(library: Library) -> None:
    match = library.match("河边的书店今天清早关门了，门口排着很长的队")
    assert [tuple(item) for item in match.diff] == [
        ("=", "河边的书店今天清早"),
        ("-", "开"),
        ("+", "关"),
        ("=", "门了，门口排着很长的队"),
    ]


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("河边的书店今天清早开门", True),
        ("河边的书店今天清早开门了", False),
        ("le vieux boulanger", True),
        ("le vieux boulanger dort", False),
        ("OpenAI的书店今天清早开门", False),
    ],
)
def test_below_twelve_characters_or_four_words_nothing_is_sure(words: str, short: bool) -> None:
    assert is_short(words) == short


@given(st.text())
def test_each_folded_character_has_its_place(text: str) -> None:
    """In order, and made of the character that stands there."""
    places = offsets(text)
    assert len(places) == len(folded(text))
    assert all(first <= second for first, second in pairwise(places))
    assert all(sign in folded(text[at]) for sign, at in zip(folded(text), places, strict=True))


@pytest.mark.parametrize("notation", ["plain", "html", "markdown", "latex"])
@given(
    text=st.text(alphabet="aé国“”「」<>qp/\\{}[]()@^*_`'\"&;=#%~-. \n\t\x11\x12\x14", max_size=60)
)
def test_any_text_can_be_read(notation: str, text: str) -> None:
    """And each character of what is read has a place in the file."""
    words = read_words(text, notation)
    assert len(words.text) == len(words.starts) == len(words.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(words.starts, words.ends, strict=True))
    list(quotations(words.text))


@pytest.mark.parametrize(
    "text",
    [
        "“{}”",
        "「{}」",
        "『{}』",
        "«\u00a0{}\u00a0»",
        "‹{}›",
        "„{}“",
        "„{}”",
        '"{}"',
        "‘{}’",
        "»{}«",
        "'{}'",
        "”{}”",
    ],
)
def test_quotation_marks_of_all_languages(text: str) -> None:
    """An apostrophe is none, nor are the marks of titles."""
    words = f"Il dit {text.format('l’eau d’ici')}, et 《书名》."
    assert [item.text for item in quotations(words)] == ["l’eau d’ici"]


READ = [
    (".md", "# x\n\n某人说“{}”。\n\n```\n“no words”\n```\n"),
    (".md", "> {}\n\n— x\n"),
    (".md", "*某人*说*“{}”*，见[他](https://example.org/ “no”) `“no”`。"),
    (".tex", "% “no words”\n\\begin{{document}}某人\\emph{{说}}``{}''。\\end{{document}}“no”"),
    (".tex", '某人说``{}"。'),
    (".tex", "\\enquote{{{}}} \\label{{“no”}}"),
    (".tex", "\\begin{{quote}}\n{}\n\\end{{quote}}"),
    (".html", "<title>“no words”</title><p>某人说&ldquo;{}&rdquo;。<script>'“no”'</script>"),
    (".html", "<p title='“no words”'>某人说<q>{}</q>。"),
    (".html", "<blockquote><p>{}</p></blockquote>"),
    (".txt", "某人说「{}」。"),
]


@pytest.mark.parametrize(("ending", "form"), READ)
def test_each_kind_of_manuscript_is_read(
    library: Library, tmp_path: Path, ending: str, form: str
) -> None:
    """Words in code, comments, attributes and heads are none of the manuscript's."""
    quotes = "河边的书店<b>今天</b>清早开门了，门口排着很长的队" if ending == ".html" else LONG
    checked = library.check(form.format(quotes), ending, tmp_path)
    assert [(item.match.verdict, item.quotation.text) for item in checked.quotations] == [
        ("exact", LONG)
    ]


def test_word_has_quotations_in_its_styles_too(library: Library, tmp_path: Path) -> None:
    """The line of a quotation is there the number of its paragraph."""
    rows = [paragraph("某人说："), paragraph(LONG, "Quote"), paragraph(f"又说“{LONG}”。")]
    checked = library.check(packed(docx_members("".join(rows))), ".docx", tmp_path)
    assert [(item.line, item.match.verdict) for item in checked.quotations] == [
        (2, "exact"),
        (3, "exact"),
    ]


REFERENCES = [
    (".md", f"“{LONG}”（河边日报 ¶1）。", ["exact"]),
    (".md", f"「{LONG}」（河邊日報第1段）。", ["exact"]),
    (".md", f"“{LONG}” [@river-shop, p1]", ["exact"]),
    (".md", f"“{LONG}” [@river-shop, p2; @old-baker, p1]", ["elsewhere", "elsewhere"]),
    (".md", f"“{LONG}” [@smith2020, p. 1]", []),
    (".md", f"“{LONG}” (River Daily, 2 May, ¶2); Smith ¶4: “nothing”", ["elsewhere"]),
    (".md", f"“{LONG}” (The River Daily ¶9).", ["absent"]),
    (".md", f"As river-shop#p1 says: “{LONG}”", ["exact"]),
    (".md", f"“{LONG}”[^1]\n\n[^1]: Voir <https://x.org/zh-Hans/articles/river-shop.html#p2>.", ["elsewhere"]),
    (".md", f"“{LONG}”[^1]\n\n[^1]: Compare the other paper. The River Daily ¶2.", ["elsewhere"]),
    (".md", f"> {LONG}\n>\n> — The River Daily ¶2\n", ["elsewhere"]),
    (".md", f"“{LONG}”. The River Daily ¶2 tells another story.", ["exact"]),
    (".md", "See Le Matin ¶2 and Le Matin ¶8.", ["exact", "absent"]),
    # A number alone is of the source that its sentence, its paragraph or the last reference names.
    (".md", f"The River Daily says “{LONG}” (¶1) and more (¶9).", ["exact", "absent"]),
    (".md", f"The River Daily is read. It says “{LONG}” (¶2).", ["elsewhere"]),
    (".md", f"“{LONG}” (The River Daily ¶1).\n\nIt goes on (¶2).", ["exact", "exact"]),
    (".md", f"The River Daily and Le Matin differ: “{LONG}” (¶1).", ["unclear"]),
    (".md", f"“{OTHER}” (¶1).\n\nOthers (Smith ¶1) say so (¶1).", ["unclear", "unclear"]),
    (".md", "Smith (2020, ¶1) is another.", []),
    (".tex", f"\\textcquote[¶1]{{river-shop}}{{{LONG}}}", ["exact"]),
    (".tex", f"\\enquote{{{LONG}}}\\footnote{{\\cite[\\P~2]{{river-shop}}.}}", ["elsewhere"]),
    (".tex", f"\\begin{{displaycquote}}[¶2]{{river-shop}}{LONG}\\end{{displaycquote}}", ["elsewhere"]),
    (".html", f'<blockquote cite="/zh-Hans/articles/river-shop.html#p1">{LONG}</blockquote>', ["exact"]),
    (".html", f'<p>“{LONG}” <a href="#n">1</a></p><ol><li id="n">Le Matin ¶1</li></ol>', ["elsewhere"]),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "text", "verdicts"), REFERENCES)
def test_a_reference_leads_to_its_words(
    library: Library, tmp_path: Path, ending: str, text: str, verdicts: list[str]
) -> None:
    """By name, key or address, in brackets, in a note; another work's are let be."""
    checked = library.check(text, ending, tmp_path)
    assert [item.verdict for item in checked.references] == verdicts


def test_references_are_told_in_order_with_their_lines(library: Library, tmp_path: Path) -> None:
    """Also one in a note, on the line of the note."""
    text = f"Le Matin ¶9.\n\n“{LONG}”[^1]\n\n[^1]: River Daily ¶2.\n\nLe Matin ¶1."
    checked = library.check(text, ".md", tmp_path)
    assert [(item.line, item.verdict) for item in checked.references] == [
        (1, "absent"),
        (5, "elsewhere"),
        (7, "exact"),
    ]


def run(library: Library, draft: Path, *options: str) -> int:
    return main(
        [
            "verify",
            str(draft),
            "--config",
            str(library.contract),
            "--out",
            str(draft.parent),
            *options,
        ]
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [([], "没有指明来源，或不止一个"), (["--language", "fr"], "aucune source n’est nommée")],
)
def test_the_page_is_in_the_language_of_the_edition_or_another(
    library: Library, tmp_path: Path, options: list[str], words: str
) -> None:
    """A reference of which it is not clear whose it is, is told and no fault."""
    draft = tmp_path / "draft.txt"
    draft.write_text(f"“{OTHER}” (¶1).", "utf-8")
    assert run(library, draft, *options) == 0
    assert words in (tmp_path / "draft.txt.quotations.html").read_text("utf-8")


def test_words_of_an_edition_are_reported_as_the_source_s(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("她說「她估計明年軟體的質量會提高百分之五」。", "utf-8")
    assert run(library, draft, "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)["quotations"]
    assert (row["source"], row["edition"]) == ("她估计明年软件的质量会提高百分之五", "zh-Hant-TW")
    assert (row["verdict"], row["start"], row["end"]) == ("folded", 0, len(row["source"]))


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        (LONG, 0),
        ("河边的书店今天清早关门了，门口排着很长的队", 1),
        ("从没有人写过的一句很长很长的话", 1),
        ("短短的话", 0),
    ],
)
def test_the_report_says_what_is_wrong(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str], quote: str, status: int
) -> None:
    """As JSON, and as one page that holds a manuscript's tags as words."""
    draft = tmp_path / "draft.txt"
    draft.write_text(f"某人说\n“{quote}”。“<script>”", "utf-8")
    assert run(library, draft, "--json") == status
    content = json.loads(capsys.readouterr().out)
    row = content["quotations"][0]
    assert row["quote"] == quote
    assert row["line"] == 2
    assert set(row) >= {
        "quote",
        "line",
        "verdict",
        "article",
        "block",
        "start",
        "end",
        "source",
        "diff",
    }
    assert sum(content["counts"].values()) - content["counts"]["short"] == len(
        content["quotations"]
    )
    if quote == LONG:
        assert (row["article"], row["block"], row["start"], row["end"]) == (
            "river-shop",
            1,
            0,
            len(LONG),
        )
        assert row["source"] == LONG
    page = (tmp_path / "draft.txt.quotations.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"""(?:src|href)=["'](?!\.\./)""", page)


@pytest.mark.parametrize(("ending", "form"), READ)
def test_references_are_added_and_no_word_is_touched(
    library: Library, tmp_path: Path, ending: str, form: str
) -> None:
    """Without what was added the copy is the manuscript; what was added leads to the words."""
    draft = tmp_path / f"draft{ending}"
    draft.write_bytes(form.format(LONG).replace("\n", "\r\n").encode())
    assert run(library, draft, "--fix") == 0
    copy = (tmp_path / f"draft-with-references{ending}").read_bytes()
    added = re.compile(
        rb" \[@river-shop, p1\]|~\\cite\[\xc2\xb61\]\{river-shop\}| \([^()]*\xc2\xb61\)"
    )
    assert len(added.findall(copy)) == 1
    assert added.sub(b"", copy) == draft.read_bytes()
    assert [item.verdict for item in library.check(copy, ending, tmp_path).references] == ["exact"]


@pytest.mark.parametrize("published", [False, True])
def test_the_report_links_to_the_page(tmp_path: Path, published: bool) -> None:
    """On the site, or in the site that was built here, seen from the report's folder."""
    contract = a_dossier(tmp_path, SEEDS)
    page = tmp_path / "site/zh-Hans/articles/river-shop.html"
    page.parent.mkdir(parents=True)
    page.touch()
    if published:
        contract.write_text(f"{contract.read_text()}site_url: https://example.org/\n")
    draft = tmp_path / "draft.md"
    draft.write_text(f"他说“{LONG}”。", "utf-8")
    assert main(["verify", str(draft), "--config", str(contract)]) == 0
    report = (tmp_path / "dist/draft.md.quotations.html").read_text("utf-8")
    start = "https://example.org" if published else "../site"
    assert f'href="{start}/zh-Hans/articles/river-shop.html#p1"' in report


def test_references_are_added_to_notes_too(library: Library, tmp_path: Path) -> None:
    """A note is read where it is referred to, and written where it stands"""
    first, second = (
        "上一次这样热闹还是四十年前修好那座石桥的时候",
        "comme chaque matin depuis trente ans",
    )
    text = f"他说“{LONG}”[^1]，又说“{first}”。\n\n[^1]: 另见“{second}”。\n"
    draft = tmp_path / "draft.md"
    draft.write_text(text, "utf-8")
    assert run(library, draft, "--fix") == 0
    copy = (tmp_path / "draft-with-references.md").read_text("utf-8")
    for words, added in (
        (LONG, "river-shop, p1"),
        (first, "river-shop, p3"),
        (second, "old-baker, p1"),
    ):
        text = text.replace(f"{words}”", f"{words}” [@{added}]")
    assert copy == text


def test_what_stands_in_several_places_gets_no_reference(tmp_path: Path) -> None:
    """Which of them was meant only the author knows."""
    seeds: dict[str, str | bytes] = {"a.txt": ZH, "b.txt": f"{ZH[:37]}\n\n{PROSE}"}
    library = Library(a_dossier(tmp_path, seeds))
    draft = tmp_path / "draft.md"
    draft.write_text(f"他说“{LONG}”。", "utf-8")
    assert run(library, draft, "--fix") == 0
    assert (tmp_path / "draft-with-references.md").read_text("utf-8") == f"他说“{LONG}”。"


def test_a_capture_s_words_are_its_source_s(tmp_path: Path) -> None:
    """A repost that writes a word otherwise was quoted as it stands there."""
    text = f"{ZH}\n{PROSE}"
    seeds: dict[str, str | bytes] = {"a.txt": text, "b.txt": text.replace("石桥", "木桥")}
    library = Library(a_dossier(tmp_path, seeds))
    assert len(library.dossier.articles) == 1
    match = library.match("上一次这样热闹还是四十年前修好那座木桥的时候")
    assert (match.verdict, [place.block for place in match.places]) == ("exact", [3])


def test_words_of_an_excerpt_are_shown_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The words around a quotation are withheld where rights allow excerpts alone."""
    seeds: dict[str, str | bytes] = {"a.txt": ZH, "a.yml": "rights: excerpt\n"}
    library = Library(a_dossier(tmp_path, seeds))
    draft = tmp_path / "draft.md"
    draft.write_text(f"他说“{LONG[5:]}”。", "utf-8")
    assert run(library, draft, "--json") == 0
    page = (tmp_path / "draft.md.quotations.html").read_text("utf-8")
    assert "店主说" not in page + capsys.readouterr().out


def test_nothing_is_added_to_a_file_of_word(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(packed(docx_members(paragraph(f"“{LONG}”"))))
    assert run(library, draft, "--fix") == 0
    assert "cannot be added safely" in capsys.readouterr().out
    assert not list(tmp_path.glob("*with-references*"))


def test_a_manuscript_that_cannot_be_read_is_told(library: Library, tmp_path: Path) -> None:
    assert run(library, tmp_path / "none.md") == 2


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("門口排著很長的隊", ["river-shop ¶1"]),
        ("The River Daily ¶2", ["river-shop ¶2"]),
        ("old-baker#p3", ["old-baker ¶3"]),
        ("https://x.org/fr/articles/old-baker.html#p1", ["old-baker ¶1"]),
        ("渡口的船夫每天都要把稻草搬走", []),
        ("¶", []),
    ],
)
def test_find_prints_the_place(
    library: Library, capsys: pytest.CaptureFixture[str], words: str, lines: list[str]
) -> None:
    """Of a quotation in any script, and of a reference; exit 1 where there is none."""
    assert main(["find", words, "--config", str(library.contract)]) == (0 if lines else 1)
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if re.match(r"\S+ ¶", line)] == lines


def test_a_sample_of_the_measure(tmp_path: Path) -> None:
    """Altered and invented quotations are found, and no other is blamed (tests/measure has more)."""
    dossier = real_dossier()
    matcher, references = Matcher(dossier), References(dossier.articles)
    source = Source(dossier.articles, 7)
    kinds = (source.right, source.altered, source.invented, source.script, source.cut)
    for ending, write in KINDS.items():
        quotes = [make() for make in kinds * 3]
        path = tmp_path / f"draft.{ending}"
        path.write_bytes(write(marked(source, quotes)))
        checked = check(read_manuscript(path), matcher, references)
        for quote, item in zip(quotes, checked.quotations, strict=True):
            assert item.is_fault == (quote.kind in ("altered", "invented")), quote
            assert item.is_fault or item.match.blocks <= quote.places, quote


def test_a_manuscript_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    (problem,) = read_manuscript(tmp_path / "draft.md").problems
    assert problem.message == "there is no such file."
