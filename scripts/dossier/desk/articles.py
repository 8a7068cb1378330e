"""Changes to an article beside its notes: metadata, summary, what the ledger keeps and drops."""

from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.plans import Plan, refused, written
from dossier.desk.records import extended
from dossier.desk.sidecars import changed, listed, parsed
from dossier.editorial.yamledit import remove, set_value

APART = ("annotations", "summary", "keep", "drop")


def metadata(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST metadata` sets keys of the sidecar, null for unknown; `DELETE metadata` takes them out."""
    article, fields = desk.article(body.get("article")), body.get("fields")
    kind = list if method == "DELETE" else dict
    if not isinstance(fields, kind) or not fields or any(key in APART for key in fields):
        raise refused("“fields” must be keys of the article's metadata.")

    def edit(text: str) -> str:
        for key in fields:
            if isinstance(fields, dict):
                text = set_value(text, [key], written(fields[key]))
            elif key in parsed(text):
                text = remove(text, [key])
        return text

    return Plan(f"metadata/{article.slug}", changed(desk, article, edit))


def summary(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST summary`: the sentences in a language; null removes them."""
    article, tag, words = desk.article(body.get("article")), body.get("language"), body.get("text")
    if not isinstance(tag, str) or not isinstance(words, str | None):
        raise refused("“summary” needs a language, and a text or null.")

    # A summary without a tag is in the dossier's language.
    language = desk.dossier.config.language
    tag = tag or language

    def edit(text: str) -> str:
        old = parsed(text).get("summary") or {}
        by_tag = {language: old} if isinstance(old, str) else old
        alone = set(by_tag) <= {tag}
        path = ["summary"] if isinstance(old, str) and alone else ["summary", tag]
        if not words:
            return remove(text, ["summary"] if alone else path) if tag in by_tag else text
        if isinstance(old, str) and not alone:
            text = set_value(text, ["summary"], by_tag)
        return set_value(text, path, words)

    return Plan(f"summary/{article.slug}", changed(desk, article, edit))


def ledger(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST ledger`: words of blocks to `keep` and `drop`, and no more (`unkeep`, `undrop`)."""
    article = desk.article(body.get("article"))

    def edit(text: str) -> str:
        for key in ("keep", "drop"):
            for words in listed(body.get(f"un{key}")):
                items = listed(parsed(text).get(key))
                if words in items:
                    # With the last item the key goes.
                    path = (key, items.index(words))
                    text = remove(text, path if len(items) > 1 else path[:1])
            text = extended(text, [key], listed(body.get(key)))
        return text

    return Plan(f"ledger/{article.slug}", changed(desk, article, edit))
