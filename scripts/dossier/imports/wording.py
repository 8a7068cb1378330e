"""Turn a comment of an export into a note, its keys in a sidecar's order.

Its words are somebody else's and stay verbatim; how they look on a page is decided
elsewhere.
"""

import re
from collections.abc import Sequence

from dossier.extract.language import language_of
from dossier.imports.comments import Comment, content_id
from dossier.model import NOTE_KINDS, REFERENCE
from dossier.quote_places import QuotePlace

Value = str | tuple[str, ...]
# A tag cannot say when an event was; it stays a tag.
KINDS = tuple(kind for kind in NOTE_KINDS if kind != "event")
DEFAULT = "context"
MAX_ID = 40
# Comments above a note that needs an editor's decision.
LOST = "These words are not in the article as it is here."
NO_WORDS = "A highlight: say why it matters."
NO_TEXT = "Made on something other than text."
LINKS = "[[…]] in these words would be a link here."


def note_of(
    comment: Comment, replies: Sequence[Comment], match: QuotePlace | None, name: str, language: str
) -> tuple[dict[str, Value], str]:
    """Make a note of a comment and its replies, with a remark for the editor.

    `match` is the place of the words that it quotes, None if it quotes none. A note with
    a remark is a draft. `language` is the dossier's own.
    """
    kind = _kind(comment)
    text = "\n\n".join((*filter(None, [comment.text]), *map(spoken, replies)))
    remarks = []
    if match and not match.count:
        remarks.append(LOST)
    elif match and match.count > 1:
        where = ", ".join(f"¶{n}" if n else "the title" for n in match.blocks)
        remarks.append(f"These words occur in several places ({where}): give prefix or suffix.")
    if comment.on_words and not comment.quote:
        remarks.append(NO_TEXT)
    if not text:
        remarks.append(NO_WORDS)
    if REFERENCE.search(text):
        remarks.append(LINKS)
    lang = language_of(text)
    note: dict[str, Value] = {
        "id": name,
        "kind": kind,
        "quote": match.quote if match else "",
        "prefix": match.prefix if match else "",
        "suffix": match.suffix if match else "",
        "body": text or "…",
        "lang": "" if lang in ("zh", language) else lang,
        "author": comment.author,
        "date": comment.date,
        "tags": tuple(tag for tag in comment.tags if tag.lower() != kind),
        "status": "draft" if remarks else "",
        comment.key: " ".join((comment.id, *(reply.id for reply in replies))),
    }
    return {key: value for key, value in note.items() if value}, "\n".join(remarks)


def late_note(
    reply: Comment, to: dict[str, Value], name: str, language: str
) -> tuple[dict[str, Value], str]:
    """A reply to a note that is in a sidecar already: a note of its own, at the same words."""
    note, remark = note_of(reply, (), None, name, language)
    place = {key: to[key] for key in ("quote", "prefix", "suffix") if to.get(key)}
    note |= {"see": (str(to["id"]),)} if to.get("id") else {}
    note |= {"status": "draft"} if to.get("status") == "draft" else {}
    head = {key: note[key] for key in ("id", "kind")}
    return {**head, **place, **note}, remark


def spoken(reply: Comment) -> str:
    """A reply as a paragraph with its author."""
    author = ", ".join(filter(None, (reply.author, reply.date)))
    return f"— {author}: {reply.text}"


def id_of(comment: Comment, taken: set[str]) -> str:
    """An id for a note: small letters, digits and hyphens, given to nothing else."""
    # What other tools have for an id may be a whole address.
    own = comment.id if comment.key == "hypothesis" else content_id(comment.id)
    stem = re.sub(r"[^a-z0-9]+", "-", f"{comment.key[0]}-{own.lower()}")[:MAX_ID].strip("-")
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def _kind(comment: Comment) -> str:
    """The kind that a tag names; a correction corrects words."""
    tagged = (tag.lower() for tag in comment.tags)
    fits = (tag for tag in tagged if tag in KINDS and (comment.quote or tag != "correction"))
    return next(fits, DEFAULT)
