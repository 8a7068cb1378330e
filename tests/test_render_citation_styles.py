"""References in five styles against ones that were made by hand."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypandoc  # type: ignore[import-untyped]  # it ships no types
import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from dossier.export.citations import csl
from dossier.export.citations.reference import Reference, cited_name
from dossier.render.citation_styles import styles
from dossier.render.inline import Line
from support.examples import examples, sample

ITEMS = yaml.safe_load(
    (Path(__file__).parent / "fixtures" / "citation_styles.yml").read_text("utf-8")
)
KEYS = {"GB/T 7714": "gbt", "Chicago": "chicago", "MLA": "mla", "APA": "apa", "ISO 690": "iso"}
DOSSIERS = {
    "zh-Hans": "书店文集",
    "zh-Hant-TW": "書店文集",
    "en": "The Bookshop Papers",
    "fr": "Cahiers de la librairie",
}
# 29 November 2026 in the forms that docs/assets/citation.js has.
READ = {
    "iso": "2026-11-29",
    "us": "November 29, 2026",
    "gb": "29 November 2026",
    "mla": "29 Nov. 2026",
    "fr": "29 novembre 2026",
}


def record(item: dict[str, Any]) -> Reference:
    """An item of the table as it is known."""
    return Reference(
        key="shop",
        title=item["title"],
        lang=item["lang"],
        authors=tuple(map(cited_name, item.get("authors", ()))),
        translators=tuple(map(cited_name, filter(None, (item.get("translator"),)))),
        publisher=item.get("publisher", ""),
        date=str(item.get("published", "")),
        via=item.get("via", ""),
        not_after=str(item.get("not_after", "")),
    )


def references(item: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """An item in each style, by the keys of the table."""
    edition = item.get("edition", "zh-Hans")
    address = f"https://books.example/{edition}/articles/shop.html"
    results = styles(record(item), {edition: DOSSIERS[edition]}, edition, address)
    return {KEYS[result["name"]]: result for result in results}


def shown(line: Line, locator: str, place: str) -> str:
    """A line as a reader has it on the day, *italic* where it is emphasised."""
    if isinstance(line, str):
        return line
    texts = []
    for part in line:
        kind = part.get("kind", "") if isinstance(part, dict) else ""
        text = shown(part["text"], locator, place) if isinstance(part, dict) else part
        if kind == "accessed":
            text = text.format(**READ)
        texts.append(
            {"em": f"*{text}*", "locator": locator, "address": text + place}.get(kind, text)
        )
    return "".join(texts)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item["item"]))
@pytest.mark.parametrize("key", KEYS.values())
def test_a_reference_is_what_the_style_asks_for(item: dict[str, Any], key: str) -> None:
    style = references(item)[key]
    n = item.get("paragraph") or item.get("note") or 0
    locator = style["paragraph" if "paragraph" in item else "note"].format(n=n) if n else ""
    place = f"#p{n}" if "paragraph" in item else "#a-why" if n else ""
    parts = ("passage", "line") if n and "passage" in style else ("line",)
    assert "⏎".join(shown(style[part], locator, place) for part in parts) == item[key]


def test_words_that_need_another_font_have_their_language() -> None:
    """The dossier's title is in the language that it was written in, not in the edition's."""
    cited = Reference(key="shop", title="書店が開く", lang="ja", publisher="Le Quotidien")
    (chicago,) = (
        style["line"]
        for style in styles(cited, {"zh-Hans": "书店文集"}, "fr", "")
        if style["name"] == "Chicago"
    )
    langs = {part["text"]: part.get("lang") for part in chicago if isinstance(part, dict)}
    assert langs["書店が開く"] == "ja"
    assert langs["书店文集"] == "zh-Hans"
    assert langs["Le Quotidien"] is None


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
WORDS |= st.sampled_from(("{n}", "{iso}|", "|", ".NET", "{", "</span>", "“a”", "A, B", "-, -"))


@examples(100)
@given(WORDS, WORDS, WORDS)
def test_words_of_a_source_stand_in_each_style(title: str, name: str, publisher: str) -> None:
    """Whatever they are: no pattern, no place of one, and no stop is read into them."""
    cited = Reference(
        "shop", title, "zh-Hans", authors=(cited_name(name),), publisher=publisher, via=name
    )
    for style in styles(cited, {"en": publisher}, "en", "https://books.example/"):
        text = shown(style["line"], "", "").replace("*", "")
        for words in (title, publisher):
            quoted = words.translate({ord("“"): "‘", ord("”"): "’"})
            assert any(form.replace("*", "") in text for form in (words, quoted))


CSL = Path(__file__).parent / "fixtures" / "csl"
JUDGES = {
    "chicago": "chicago-notes-bibliography-17th-edition",
    "mla": "modern-language-association",
    "apa": "apa",
}


def judged(style: str, cited: Reference) -> str:
    """The reference that Pandoc makes of the original with a style of the CSL project."""
    records = json.loads(csl([replace(cited, note="")]))
    command = [pypandoc.get_pandoc_path(), "-f", "csljson", "-t", "html", "--citeproc"]
    command += ["--csl", str(CSL / f"{JUDGES[style]}.csl")]
    done = subprocess.run(
        command, input=json.dumps(records).encode(), capture_output=True, check=True
    )
    return BeautifulSoup(done.stdout, "lxml").get_text().strip().replace("\n", " ")


@pytest.mark.parametrize("style", sample(JUDGES, "apa"))
def test_the_original_is_cited_as_a_citation_processor_does(style: str) -> None:
    """Names, titles and dates by styles of others, for what those have a place for."""
    kept = ("publisher", "published")
    items = [item for item in ITEMS if all(map(item.get, kept)) and not item.get("via")]
    # The style puts a translator of an article beside the editors of its newspaper.
    items = [item for item in items if style != "mla" or not item.get("translator")]
    assert len(items) >= 6
    for item in items:
        cited = record(item)
        made = {KEYS[result["name"]]: result for result in styles(cited, {}, "en", "")}
        parts = [
            part
            for part in made[style]["line"]
            if isinstance(part, str) or part.get("kind") != "accessed"
        ]
        text = shown(parts, "", "").replace("*", "").removesuffix(" .").strip()
        # Only Chinese writing has its own question mark, which the processor does not know.
        assert text == judged(style, cited).replace("？.", "？"), item["item"]
