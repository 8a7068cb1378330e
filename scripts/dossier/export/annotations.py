"""`data/annotations.jsonld`: the editors' notes as Web Annotations, for other programs.

https://www.w3.org/TR/annotation-model/ is the form; where words stand was found before.
"""

import json
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from dossier.export.addresses import ABSOLUTE, Addresses
from dossier.export.feeds import utc
from dossier.export.notes import exported, texts_of
from dossier.model import Article, Config, Note, Place
from dossier.tables import pair_table

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Specification of fragments in addresses of HTML pages.
HTML_FRAGMENT = "http://tools.ietf.org/rfc/rfc3236"
# Characters of context on each side; more only where the same words stand with them twice.
WIDTH = 32
MOTIVATIONS = pair_table(__package__, "vocabularies.txt", "motivations")


def annotations_jsonld(articles: Sequence[Article], config: Config) -> str:
    """All notes as one AnnotationCollection with one page in it, in the dossier's order."""
    addresses = Addresses.of(articles, config)
    items = [
        _annotation(article, note, places, addresses)
        for article in articles
        for note, places in exported(article)
    ]
    collection: dict[str, Any] = {
        "@context": CONTEXT,
        "id": addresses.data(),
        "type": "AnnotationCollection",
        "label": config.title.get(config.language) or next(iter(config.title.values()), ""),
        "total": len(items),
    }
    if config.editor:
        collection["creator"] = {"name": config.editor}
    if ABSOLUTE.fullmatch(config.licence):
        collection["rights"] = config.licence
    if items:
        page = addresses.data("#page-1")
        collection["first"] = {
            "id": page,
            "type": "AnnotationPage",
            "partOf": addresses.data(),
            "startIndex": 0,
            "items": items,
        }
        collection["last"] = page
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _annotation(
    article: Article, note: Note, places: tuple[Place, ...], addresses: Addresses
) -> dict[str, Any]:
    annotation: dict[str, Any] = {
        "@context": CONTEXT,
        "id": addresses.article(article, f"#a-{note.id}"),
        "type": "Annotation",
        "motivation": MOTIVATIONS[note.kind],
    }
    if note.author:
        annotation["creator"] = {"type": "Person", "name": note.author}
    # A day or a time, as the model wants it: not the first instant of a month or a year.
    if created := utc(note.date) if len(note.date) >= len("2026-01-01") else "":
        annotation["created"] = created
    annotation["body"] = _bodies(article, note, bool(note.quote) and not places, addresses)
    annotation["target"] = _target(article, note, places, addresses)
    return annotation


def _bodies(
    article: Article, note: Note, orphan: bool, addresses: Addresses
) -> list[dict[str, str]]:
    """Return a note's words by language, a correction's words, the targets of `see`, and tags."""
    purpose = "commenting" if note.kind == "correction" else MOTIVATIONS[note.kind]
    language = addresses.config.language
    bodies = [
        _text(text, purpose, language=tag or language, format="text/markdown")
        for tag, text in note.body.items()
    ]
    if note.replacement:
        bodies.append(
            _text(note.replacement, "editing", language=article.lang, format="text/plain")
        )
    linked = {name: addresses.see(name) for name in note.see}
    bodies += [
        {"type": "SpecificResource", "source": address, "purpose": "linking"}
        for address in linked.values()
        if address
    ]
    facts = {key: getattr(note, key) for key in ("fault", "topic", "stance", "when", "said")}
    # A kind stands bare, so that it is found again where the file is imported.
    classes = [note.kind, *(f"{key}:{value}" for key, value in facts.items() if value)]
    classes += [f"see:{name}" for name, address in linked.items() if not address]
    classes += [] if note.certain else ["uncertain"]
    classes += ["orphan"] if orphan else []
    bodies += [_text(class_, "classifying") for class_ in classes]
    return bodies + [_text(word, "tagging") for word in note.tags]


def _text(value: str, purpose: str, **more: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "purpose": purpose, **more}


def _target(
    article: Article, note: Note, places: tuple[Place, ...], addresses: Addresses
) -> dict[str, Any]:
    address = addresses.article(article)
    if not note.quote:
        return {"id": address, "type": "Text", "format": "text/html", "language": article.lang}
    target: dict[str, Any] = {"type": "SpecificResource", "source": address}
    if not places:
        quote = {"exact": note.quote, "prefix": note.prefix, "suffix": note.suffix}
        quote = {key: words for key, words in quote.items() if words}
        return {**target, "selector": {"type": "TextQuoteSelector", **quote}}
    quote = text_quote(article, places)
    if len(places) > 1 or not places[0].block:
        return {**target, "selector": quote}
    # Two ways to the same words: by themselves, or by paragraph and characters in it.
    span = places[0].span
    characters = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    paragraph = {
        "type": "FragmentSelector",
        "conformsTo": HTML_FRAGMENT,
        "value": f"p{places[0].block}",
        "refinedBy": characters,
    }
    return {**target, "selector": [quote, paragraph]}


def text_quote(article: Article, places: Sequence[Place]) -> dict[str, str]:
    """A TextQuoteSelector that leads to places and nowhere else, blocks parted by a line feed.

    Context is of the whole article, and grows beyond `WIDTH` where that leads to two places.
    """
    texts = texts_of(article)
    lengths = accumulate((len(text) + 1 for text in texts.values()), initial=0)
    starts = dict(zip(texts, lengths, strict=False))
    whole = "\n".join(texts.values())
    start = starts[places[0].block] + places[0].span.start
    end = starts[places[-1].block] + places[-1].span.end
    # A reader may fold white space in any way; with none at all, nothing is told apart by it.
    dense = _dense(whole)
    width = WIDTH
    while True:
        around = whole[max(0, start - width) : end + width]
        context = _dense(around)
        if dense.find(context) == dense.rfind(context) or len(around) == len(whole):
            break
        width *= 2
    return {
        "type": "TextQuoteSelector",
        "exact": whole[start:end],
        "prefix": whole[max(0, start - width) : start],
        "suffix": whole[end : end + width],
    }


def _dense(text: str) -> str:
    return "".join(text.split())
