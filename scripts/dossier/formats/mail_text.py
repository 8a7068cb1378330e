"""The plain text of a mail: what its sender wrote, what it quotes, and the signature."""

import re
from itertools import groupby

from dossier.model import RawPiece

QUOTED, SIGNATURE = "quoted mail", "signature"
# The line above a quotation says who wrote when: it has a date, a time or an address, and a colon.
STAMP = re.compile(r"\d{4}|\d{1,2}:\d{2}|@")
# The headers of a mail that is quoted whole, in whatever language.
LABELLED = re.compile(r"\s*\*?[^\s:：\d][^:：]{0,20}[:：]\*?\s*\S")
ENDS = tuple(".!?:;。！？：；…")
RULE = re.compile(r"\s*[-_]{3,}.*")


def parted(text: str, reply: bool) -> list[RawPiece]:
    """The text in pieces. Lines with `>` are quoted if it is a reply, or if a line says of whom."""
    lines = text.split("\n")
    reasons = [""] * len(lines)
    _mark_quotations(lines, reasons, reply)
    if reply:
        _mark_whole_mail(lines, reasons)
    if not any(line.strip() and not reason for line, reason in zip(lines, reasons, strict=True)):
        reasons = [""] * len(lines)
    signature = False
    for at, line in enumerate(lines):
        signature = not reasons[at] and (signature or line == "-- ")
        reasons[at] = SIGNATURE if signature else reasons[at]
    runs = groupby(enumerate(lines), key=lambda item: reasons[item[0]])
    groups = [(reason, list(run)) for reason, run in runs]
    return [
        RawPiece("\n".join(line for _, line in run), line=run[0][0] + 1, dropped=reason)
        for reason, run in groups
        if any(line.strip() for _, line in run)
    ]


def _mark_quotations(lines: list[str], reasons: list[str], reply: bool) -> None:
    for quoted, run in groupby(range(len(lines)), key=lambda at: lines[at].startswith(">")):
        places = list(run)
        if not quoted:
            continue
        end = start = places[0]
        while start and not lines[start - 1].strip():
            start -= 1
        above = lines[max(0, start - 3) : start]
        most = next((n for n, line in enumerate(reversed(above)) if not line.strip()), len(above))
        introduced = (
            most
            and above[-1].rstrip().endswith((":", "："))
            and STAMP.search(" ".join(above[-most:]))
        )
        # It may go over lines, until one that ends a sentence.
        own = (n for n in range(2, most + 1) if above[-n].rstrip().endswith(ENDS))
        introduction = next(own, most + 1) - 1 if introduced else 0
        if reply or introduction:
            for at in (*range(start - introduction if introduction else end, end), *places):
                reasons[at] = QUOTED


def _mark_whole_mail(lines: list[str], reasons: list[str]) -> None:
    """Mark all from the headers of a quoted mail on, if words stand before them."""
    for at in range(1, len(lines) - 2):
        head = lines[at : at + 3]
        if all(map(LABELLED.match, head)) and STAMP.search(" ".join(head)):
            start = at - 1 if RULE.fullmatch(lines[at - 1]) else at
            if any(line.strip() for line in lines[:start]):
                reasons[start:] = [QUOTED] * (len(lines) - start)
            return


def unflowed(text: str, closed: bool) -> str:
    """Undo format=flowed (RFC 3676): a line that ends with a space goes on in the next.

    `closed`: that space is none of the text (DelSp).
    """
    result: list[list[str]] = []
    last: str | None = None
    for line in text.split("\n"):
        body = line.lstrip(">")
        depth = line[: len(line) - len(body)]
        body = body.removeprefix(" ")
        sign = body == "-- "
        if last == depth and not sign:
            result[-1].append(body)
        else:
            result.append([f"{depth} {body}" if depth else body])
        last = depth if body.endswith(" ") and not sign else None
        if closed and last is not None:
            result[-1][-1] = result[-1][-1][:-1]
    return "\n".join(map("".join, result))
