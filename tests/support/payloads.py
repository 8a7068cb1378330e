"""A dossier with a payload of tests/payloads/ in every place where words come in.

Seeds as text, Markdown and HTML, their heads, titles, pictures and links; sidecars, notes, the
register, the glossary, claims, the names of files, and the words over the whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from support.pages import ROOT
from support.sites import PROSE, project

FOLDER = Path(__file__).parents[1] / "payloads"
# Control characters stand in the files as their pictures.
PICTURES = {0x2400 + code: code for code in range(0x20)}
# What no file can be called.
NOT_IN_NAMES = ("/", "\0")
VARIANTS = ("zh-Hans", "zh-Hant-TW")
KINDS = ("gloss", "context", "dispute", "claim", "cross-reference", "correction", "event")
TYPES = ("person", "organisation", "place", "concept", "ai-system")
MAX_NAME = 200
# What JSON writes as two escapes and YAML as one.
SURROGATES = re.compile(r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}")
# Heads of plain text, and of pages, that are read as what is known of an article.
LABELS = ("标题", "来源", "作者", "时间", "责任编辑", "译者", "原文链接", "URL", "Title", "Author")
METAS = (
    "og:title",
    "og:site_name",
    "author",
    "article:author",
    "description",
    "og:url",
    "article:published_time",
    "og:image",
    "keywords",
    "dc.publisher",
)


@dataclass(frozen=True)
class Payload:
    """Words that would act if they were ever more than words."""

    id: str
    text: str

    @property
    def line(self) -> str:
        """The payload as one line that a page can show: what an editor's file can say."""
        return " ".join(
            "".join(text for text in self.text if text >= " " or text in "\t\n").split()
        )


@cache
def payloads() -> tuple[Payload, ...]:
    """All of them, by the file and line they stand in."""
    return tuple(
        Payload(f"{path.stem}-{number:03}", line.translate(PICTURES))
        for path in sorted(FOLDER.glob("*.txt"))
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if line and not line.startswith("# ")
    )


def hostile_project(folder: Path, chosen: Sequence[Payload]) -> Path:
    """A copy of the project whose seeds and editor's files hold these payloads, and no others."""
    made = project(folder, {})
    contract = (ROOT / "mkdocs.yml").read_text("utf-8")
    start = contract.index("variants: [")
    end = contract.index("]", start)
    (made / "mkdocs.yml").write_text(
        f"{contract[:start]}variants: [{', '.join(VARIANTS)}{contract[end:]}", "utf-8"
    )
    for name, text in files(chosen):
        (made / "seeds" / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    return made


def files(chosen: Sequence[Payload]) -> Iterator[tuple[str, str]]:
    """Every file of `seeds/`, by name; each has words of its own, else it would be a capture."""
    for name, text in _alike(chosen):
        own = f"{PROSE}{name.replace('.', '')}。"
        yield name, text if name.endswith(".yml") else text.replace(PROSE, own)


def _alike(chosen: Sequence[Payload]) -> Iterator[tuple[str, str]]:
    for payload in chosen:
        for name, text in bodies(payload):
            yield name, text
            yield f"{name.rpartition('.')[0]}.yml", "capture_of: null\n"
    for number, group in enumerate(groups(chosen)):
        yield from fields(number, group)
        yield f"parts-{number:03}.html", parts(group)
        yield f"said-{number:03}.html", article(number, group)
        yield f"said-{number:03}.yml", as_yaml(notes(number, group))
    yield "_entities.yml", as_yaml(register(chosen))
    yield "_glossary.yml", as_yaml(glossary(chosen))
    yield "_claims.yml", as_yaml(claims(chosen))
    yield "_dossier.yml", as_yaml(overall(chosen))
    yield from by_name(chosen)


def groups(chosen: Sequence[Payload], size: int = 12) -> list[Sequence[Payload]]:
    """So many payloads that go into one file."""
    return [chosen[at : at + size] for at in range(0, len(chosen), size)]


def as_yaml(tree: object) -> str:
    """A tree as YAML that quotes every word: JSON, but for what is written as two surrogates."""
    return SURROGATES.sub(_one_sign, json.dumps(tree, indent=1))


def _one_sign(pair: re.Match[str]) -> str:
    return f"\\U{ord(json.loads(chr(34) + pair[0] + chr(34))):08x}"


def bodies(payload: Payload) -> Iterator[tuple[str, str]]:
    """A payload as it is, alone and in a sentence; what follows it is marked."""
    plain = f"{PROSE}\n\n{payload.text}\n\n{PROSE}{payload.text}\n\n末段{payload.id}。{PROSE}\n"
    yield f"{payload.id}-t.txt", plain
    yield f"{payload.id}-m.md", f"---\nlang: zh\n---\n{plain.rstrip()}完。\n"
    yield (
        f"{payload.id}-h.html",
        f"<html><body><article><h1>题目{payload.id}</h1><p>{PROSE}</p>\n{payload.text}\n"
        f"<p>{PROSE}{payload.text}</p>\n<p>末段{payload.id}。{PROSE}终。</p></article></body></html>\n",
    )


def fields(number: int, group: Sequence[Payload]) -> Iterator[tuple[str, str]]:
    """Payloads as what is known of an article: in a sidecar, front matter, a head, a comment."""
    values = cycle(payload.line for payload in group)
    results: dict[str, Any] = {
        "title": next(values),
        "publisher": {"zh-Hans": next(values), "en": next(values)},
        "via": next(values),
        "authors": [next(values), next(values)],
        "translator": next(values),
        "editors": [next(values)],
        "original_url": next(values),
        "images": [next(values)],
        "heed": [next(values), {"zh-Hans": next(values)}],
        "summary": {"zh-Hans": f"{next(values)} ¶1", "en": next(values)},
        "published": "2021-05-08",
        "slug": f"fields-{number:03}",
    }
    body = f"{PROSE}\n\n{PROSE}\n"
    yield f"sidecar-{number:03}.txt", body
    yield f"sidecar-{number:03}.yml", as_yaml(results)
    flat = {key: value for key, value in results.items() if isinstance(value, str | list)}
    del flat["slug"], flat["heed"]
    quoted = "".join(f"{key}: {json.dumps(value)}\n" for key, value in flat.items())
    bare = "".join(f"{key}: {value}\n" for key, value in flat.items())
    yield f"quoted-{number:03}.md", f"---\n{quoted}---\n{body}"
    yield f"bare-{number:03}.md", f"---\n{bare}---\n{body}"
    yield f"comment-{number:03}.html", f"<!--\n{bare}-->\n<p>{PROSE}</p><p>{PROSE}</p>"
    lines = "\n".join(
        f"{label}：{payload.line}" for label, payload in zip(LABELS, group, strict=False)
    )
    yield f"labels-{number:03}.txt", f"{group[0].line}\n{lines}\n\n{body}"
    metas = "".join(
        f'<meta property="{key}" name="{key}" content="{escape(payload.line)}">'
        for key, payload in zip(METAS, group, strict=False)
    )
    data = json.dumps(
        {"@type": "NewsArticle", "headline": group[0].line, "author": {"name": group[-1].line}}
    )
    yield (
        f"head-{number:03}.html",
        f"<html><head><title>{escape(group[0].line)}</title>{metas}"
        f"<script type='application/ld+json'>{data}</script></head><body><article>"
        f"<h1>{escape(group[-1].line)}</h1><p>{PROSE}</p><p>{PROSE}</p></article></body></html>",
    )


def parts(group: Sequence[Payload]) -> str:
    """Payloads as the words and attributes of what an article is made of."""
    made = []
    for payload in group:
        # With a NUL in it the whole file would be refused, and the others with it.
        text = payload.text.replace("\0", "")
        words, value = escape(text), escape(text, quote=True)
        made.append(
            f"<h2>{words}</h2><p>{PROSE}<a href='{value}' title='{value}' id='{value}'>{words}</a>"
            f"<b class='{value}' data-note='{value}' style='{value}'>{words}</b>"
            f"<code>{words}</code></p><ul><li>{words}</li><li>{PROSE}</li></ul>"
            f"<table><tr><th>{words}</th><th>甲</th></tr><tr><td>{words}</td><td>乙</td></tr></table>"
            f"<blockquote><p>{words}</p></blockquote><pre><code class='{value}'>{words}</code></pre>"
            f"<figure><img src='{value}' alt='{value}' title='{value}'>"
            f"<figcaption>图：{words}</figcaption></figure><p lang='{value}'>{PROSE}</p>"
        )
    return f"<article><h1>{escape(group[0].line)}</h1>{''.join(made)}</article>"


def article(number: int, group: Sequence[Payload]) -> str:
    """An article whose words are payloads: for names, notes and claims to stand on."""
    lines = "".join(
        f"<p>第{number}之{at}段写道{escape(payload.line)}，此句至此为止。{PROSE}</p>"
        f"<p>又见{escape(payload.line)}，到此。</p>"
        for at, payload in enumerate(group)
    )
    return f"<article><h1>话{number}</h1>{lines}</article>"


def notes(number: int, group: Sequence[Payload]) -> dict[str, Any]:
    """A sidecar with a note on the words of each payload, that says them in every place."""
    results: list[dict[str, Any]] = []
    for at, payload in enumerate(group):
        other = group[(at + 1) % len(group)].line
        kind = KINDS[at % len(KINDS)]
        note: dict[str, Any] = {
            "id": f"n-{number}-{at}",
            "kind": kind,
            "quote": payload.line,
            "prefix": f"第{number}之{at}段写道",
            "body": {"zh-Hans": payload.text.translate({0: ""}), "en": other},
            "author": other,
            "topic": f"q-{number}" if kind == "claim" else other,
            "stance": other,
            "tags": [payload.line.replace(",", " ") or "x"],
        }
        if kind == "correction":
            note |= {"replacement": other, "fault": "source"}
        if kind == "event":
            note |= {"when": "2021-05", "said": payload.line}
        if any(sign < " " and sign not in "\t\n" for sign in note["body"]["zh-Hans"]):
            note["body"] = {"zh-Hans": payload.line, "en": other}
        results.append(note)
    return {"slug": f"said-{number}", "annotations": results}


def register(chosen: Sequence[Payload]) -> dict[str, Any]:
    """An entity of each payload's name."""
    return {
        f"e-{payload.id}": {
            "type": TYPES[at % len(TYPES)],
            "names": {
                "zh-Hans": payload.line,
                "zh-Hant-TW": f"{payload.line}名",
                "en": payload.line,
            },
            "description": {"zh-Hans": payload.line, "en": payload.line},
            "misspellings": [f"{payload.line}误"],
        }
        for at, payload in enumerate(chosen)
        if len(payload.line) > 1
    }


def glossary(chosen: Sequence[Payload]) -> dict[str, Any]:
    """Regional wording that is a payload, of a word that stands everywhere and of payloads."""
    own: dict[str, Any] = {
        payload.line: {"zh-Hant-TW": f"{payload.line}臺", "why": payload.line}
        for payload in chosen[::5]
        if payload.line
    }
    hostile = " ".join(payload.line for payload in chosen[:3])
    return {**own, "书店": {"zh-Hant-TW": f"書店{hostile}", "why": hostile}}


def claims(chosen: Sequence[Payload]) -> dict[str, Any]:
    """Questions whose words are payloads, and what the articles of `said` say to them."""
    questions, units = {}, {}
    for number, group in enumerate(groups(chosen)):
        values = cycle(payload.line for payload in group)
        unit = f"u{number} {next(values)}"
        units[unit] = {"zh-Hans": next(values), "en": f"{next(values)}|{next(values)}"}
        questions[f"q-{number}"] = {
            "question": {"zh-Hans": next(values), "en": next(values)},
            "kind": "quantity" if number % 2 else "polar",
            "short": next(values),
            "finding": next(values),
            "brief": next(values),
            "caution": next(values),
            "unit": unit,
            "stances": {f"s {next(values)}": next(values), "b": next(values)},
            "positions": [
                {
                    "article": f"said-{number}",
                    "quote": payload.line,
                    "prefix": f"第{number}之{at}段写道",
                    "stance": "b",
                    "speaker": next(values),
                    "role": next(values),
                    "via": next(values),
                    "note": next(values),
                    "value": {"min": "2", "max": "3", "unit": unit, "of": next(values)},
                }
                for at, payload in enumerate(group)
            ],
        }
    lineage = [
        {
            "article": f"said-{number}",
            "of": payload.line,
            "kind": "summarises",
            "note": payload.line,
        }
        for number, payload in enumerate(islice(chosen, 0, None, 12))
    ]
    return {"questions": questions, "units": units, "lineage": lineage}


def overall(chosen: Sequence[Payload]) -> dict[str, Any]:
    """The words over the whole dossier."""
    words = [payload.line for payload in chosen]
    return {
        "title": {"zh-Hans": f"敌意{words[0]}", "en": words[1]},
        "short_title": f"短{words[2]}",
        "standfirst": " ".join(words[3:9]),
        "editor": words[9],
        "reading_path": [{"article": "said-0", "why": words[10]}],
    }


def by_name(chosen: Sequence[Payload]) -> Iterator[tuple[str, str]]:
    """Articles whose file is called by a payload, as far as a file can be."""
    taken = set()
    for payload in chosen[::3]:
        name = payload.text.translate({ord(sign): "∕" for sign in NOT_IN_NAMES})
        name = name.encode()[:MAX_NAME].decode(errors="ignore")
        if name.casefold() not in taken and not name.startswith(("_", ".")):
            taken.add(name.casefold())
            yield f"{name}.txt", f"{PROSE}\n\n{PROSE}\n"
    for name in ("index.txt", "what? why#1 100%.txt", "..%2fup.txt", "con.txt", "a&b=c;d.html"):
        yield name, f"{PROSE}\n\n{PROSE}\n"
