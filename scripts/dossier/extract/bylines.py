"""Lines that are metadata: bylines, datelines, credits of editors and translators.

A line counts only when all of it can be read so; a sentence that mentions a date or
a name stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from dossier.extract import phrases
from dossier.extract.context import PROSE, Context
from dossier.extract.dates import find_dates
from dossier.extract.newsrooms import DATELINE as HOUSE_LINE
from dossier.extract.newsrooms import house
from dossier.extract.pictures import href
from dossier.extract.pieces import Piece
from dossier.extract.wordlist import words
from dossier.model import count_chars

# Label (as printed before a colon) -> field. Chinese newsroom usage, English, French, German.
LABELS = {
    **dict.fromkeys(
        words(
            "记者 記者 作者 撰文 撰稿 采写 採寫 采访 採訪 发稿 發稿 文 文字 特约记者 特約記者 本报记者 by author authors auteur auteurs par von autor"
        ),
        "authors",
    ),
    **dict.fromkeys(
        words(
            "责编 責編 责任编辑 責任編輯 网编 網編 编辑 編輯 主编 校对 校對 审校 審校 核稿 后制 後製 editor editors edited"
        ),
        "editors",
    ),
    **dict.fromkeys(
        words(
            "翻译 翻譯 译者 譯者 译 譯 编译 編譯 实习编译 實習編譯 translator translated traduction"
        ),
        "translator",
    ),
    **dict.fromkeys(words("来源 來源 出处 出處 稿源 source media 媒体"), "publisher"),
    **dict.fromkeys(words("转自 轉自 转载自 轉載自 转载 轉載 via"), "via"),
    **dict.fromkeys(
        words(
            "发布时间 發布時間 发表时间 發表時間 发布 發佈 发表于 發表於 发布于 發布於 发表 时间 時間 日期 published posted date"
            " publié veröffentlicht"
        ),
        "published",
    ),
    **dict.fromkeys(
        words("更新时间 更新時間 更新 最后更新 updated modified modifié 最近更新 修改"), "updated"
    ),
    **dict.fromkeys(
        words("原文链接 原文網址 原文 链接 原文地址 url link original"), "original_url"
    ),
}
ROLES = "|".join(
    re.escape(label)
    for label in sorted(LABELS, key=len, reverse=True)
    if LABELS[label] in ("authors", "editors", "translator")
    and not label.isascii()
    and len(label) > 1
)
LABELLED = re.compile(
    r"^(?P<label>[A-Za-zÀ-ÿ\u4e00-\u9fff]{1,12}?)\s*(?:[（(][^）)]{1,20}[）)])?\s*"
    r"(?:[:：]|[/／｜|](?!/)|(?<=by)\s|(?<=par)\s|(?<=von)\s)\s*(?P<value>.+)$",
    re.I | re.S,
)
# 记者 乔龙  责编 胡力汉: labels of the newsroom without a colon, names of two to four characters.
BARE = re.compile(
    rf"^(?P<label>{ROLES})\s+(?P<value>[\u4e00-\u9fff·]{{2,8}}(?:[\s、/／,，][\u4e00-\u9fff·]{{2,8}})*)$"
)
NEXT_ROLE = re.compile(
    rf"[\s;；]+(?=(?:{ROLES})(?:\s*[:：/／]|\s+[\u4e00-\u9fff]{{2,4}}(?:[\s/／、,，]|$)))"
)
AFTER_COLON = re.compile(r"([:：])[ \t\u3000\xa0]+")
BRACKETS = re.compile(r"^[（(](?P<inner>[^（()）]{4,110})[)）](?:1\d{6})?$")
# Newsroom, 记者, name, place: the place is taken off where it is a well-known dateline.
REPORT = re.compile(
    r"^(?P<house>[\u4e00-\u9fff]{2,10}?(?:电台|電台|之声|之聲|社|网|網))?\s*(?:特[约約]|本[台报報])?(?P<role>记者|記者)?\s*"
    r"(?P<name>[\u4e00-\u9fff·]{2,10}?)\s*(?:[综綜]合|[采採][访訪])?[报報](?:道|导|導)$"
)
PLACES = re.compile(
    r"(?:旧金山|舊金山|华盛顿|華盛頓|纽约|紐約|洛杉矶|洛杉磯|巴黎|伦敦|倫敦|柏林|东京|東京|首尔|首爾|台北|臺北|香港|北京|上海|曼谷|悉尼|雪梨|墨尔本|多伦多|温哥华|日内瓦|布鲁塞尔|新加坡|莫斯科|波恩)$"
)
SUBMITTED = re.compile(
    r"^(?P<name>[^\n，。]{1,40}?)\s+在\s+(?P<date>.{4,40}?)\s*提交$|^submitted by (?P<en>.{1,40}?) on .{4,40}$",
    re.I,
)
REPOSTED = re.compile(r"^(?:转[载載]?自|轉載?自)\s*(?P<name>[\w·. ]{2,20})$")
CLOCK_TIME = re.compile(
    r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:\s+\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]m)?)?\s*(?:utc|gmt)?$",
    re.I,
)
SPLIT = re.compile(r"[ \t]*[\u3000\u2003][\u3000\u2003\s]*|[ \t\xa0]{2,}|\s*[|｜]\s*|\n")
NAMES = re.compile(r"\s*(?:[,，、;；/／]|\band\b|\bet\b|\bund\b|&)\s*")
HAN_NAMES = re.compile(r"^[\u4e00-\u9fff]{2,4}(?: +[\u4e00-\u9fff]{2,4})+$")
ADDRESS = re.compile(r"https?://\S+")
NAME_LINE = re.compile(
    r"^(?:[\u4e00-\u9fff·‧・]{2,12}|[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,4})"
    r"(?:\s*[,，、]\s*(?:[\u4e00-\u9fff·‧・]{2,12}|[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,4}))*$"
)
REPOST = re.compile(
    r"^[（(]\s*(?P<code>[A-Z]{2,6})\s?(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)\s*[)）]$"
)
DATE_ROOM = re.compile(
    r"^[\s\-–—·•|,，:：()（）]*(?:发布|發布|发表|發表|更新|刊登|published|updated|posted|publié(?:e)?(?: le)?|le|on)?[\s:：]*"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?|(?:星期|周|週)[一二三四五六日天],?)?\s*$",
    re.I,
)
BYLINE_CLASS = frozenset(
    words("byline author authors dateline pubdate timestamp publishtime postmeta submitted")
)
META_CLASSES = (frozenset(("entry", "meta")), frozenset(("post", "meta")))
MAX_CHARS = 120
MAX_ADDRESS = 400
# 【2023年5月30日讯】, （中央社台北30日电）: news agencies open with place and day, and sign in brackets.
DATELINE = re.compile(r"^\s*[【\[（(][^】\])）\n]{4,40}[讯訊电電]?[】\])）]")
SIGNATURE = re.compile(
    r"[（(]([\w ]{2,16}(?:社|报|報|网|網|台|臺|新闻|新聞|通讯|通訊|周刊|週刊|AFP|Reuters))[)）]\s*$"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One value that a line offers for a field."""

    field: str
    value: str | tuple[str, ...]


def read_line(text: str) -> tuple[Finding, ...]:
    """What a line says when all of it is metadata; nothing otherwise."""
    text = text.strip()
    repost = REPOST.match(text)
    if repost:
        return (Finding("reposted", f"{repost['y']}-{repost['m']}-{repost['d']}"),)
    submitted = SUBMITTED.match(text)
    if submitted:
        return (Finding("authors", (submitted["name"] or submitted["en"],)),)
    inner = BRACKETS.match(text)
    text = NEXT_ROLE.sub("\n", AFTER_COLON.sub(r"\1", inner["inner"] if inner else text))
    whole = _segment(text) if "\n" not in text and not SPLIT.search(text.replace("｜", "")) else []
    if whole:
        return _joined(whole)
    segments = list(filter(None, (part.strip() for part in SPLIT.split(text))))
    found: list[Finding] = []
    for at, segment in enumerate(segments):
        read = _segment(segment)
        if (
            not read
            and at == 0
            and len(segments) == 2
            and NAME_LINE.match(segment)
            and "\n" in text
        ):
            # Names on one line, the date on the next.
            read = [Finding("authors", names_in(segment))] if find_date(segments[1]) else []
        if not read:
            return ()
        found += read
    return _joined(found)


def find_date(text: str) -> str:
    """The date a text is, if it is nothing else; "" otherwise."""
    dates = list(find_dates(text))
    if len(dates) != 1:
        return ""
    start, end, value = dates[0]
    return value if DATE_ROOM.match(text[:start]) and len(text) - end < 6 else ""


def names_in(value: str) -> tuple[str, ...]:
    """The names of a list of names."""
    parts = (name.strip(" #*·") for name in NAMES.split(value))
    # 许书婷 梒青: between short Chinese names a space is a comma.
    names = (
        name for part in parts for name in (part.split() if HAN_NAMES.match(part) else (part,))
    )
    return tuple(dict.fromkeys(filter(None, names)))


def _joined(found: list[Finding]) -> tuple[Finding, ...]:
    """Findings with the names of one field in one list."""
    joined: dict[str, Finding] = {}
    for one in found:
        before = joined.get(one.field)
        if before and isinstance(before.value, tuple) and isinstance(one.value, tuple):
            one = Finding(one.field, before.value + one.value)
        joined.setdefault(one.field, one)
        if isinstance(one.value, tuple):
            joined[one.field] = one
    return tuple(joined.values())


def in_text(text: str, first: bool, last: bool) -> Iterator[tuple[Finding, str]]:
    """What the first paragraph's dateline and the last one's signature offer; both stay text."""
    if first:
        dateline = DATELINE.match(text)
        date = next(iter(find_dates(dateline[0])), None) if dateline else None
        if date:
            yield Finding("published", date[2]), "dateline"
        printed = HOUSE_LINE.match(text)
        if printed:
            yield Finding("publisher", house(printed["name"])), "dateline"
    if last:
        signature = SIGNATURE.search(text)
        if signature:
            yield Finding("publisher", signature[1]), "signature"


def _segment(segment: str) -> list[Finding]:
    labelled = LABELLED.match(segment) or BARE.match(segment)
    field = LABELS.get(labelled["label"].lower().strip()) if labelled else None
    if labelled and field:
        return _labelled(field, labelled["value"].strip())
    reposted = REPOSTED.match(segment)
    if reposted:
        return [Finding("via", reposted["name"].strip())]
    report = REPORT.match(segment)
    if report and (report["house"] or report["role"]):
        return _report(report)
    dates = list(find_dates(segment))
    if len(dates) == 1:
        return _dated(segment, *dates[0])
    if not dates and CLOCK_TIME.match(segment):
        # A date that can be read two ways: no value, but no text either.
        return [Finding("updated", segment)]
    if (
        len(dates) == 2
        and DATE_ROOM.match(segment[: dates[0][0]])
        and not segment[dates[1][1] :].strip()
    ):
        return [Finding("updated", segment)]
    return []


def _labelled(field: str, value: str) -> list[Finding]:
    if field == "original_url":
        address = href(value)
        return [Finding(field, address)] if address else []
    if field in ("published", "updated"):
        date = next(iter(find_dates(value)), None)
        return [Finding(field, date[2])] if date and len(value) - date[1] < 12 else []
    if len(value) > 80 or re.search(r"[。！？!?]", value):
        return []
    if field in ("authors", "editors", "translator"):
        agencies = re.search(r"[（(]([^（()）]*)[)）]\s*$", value)
        if agencies and all(house(one) for one in NAMES.split(agencies[1])):
            value = value[: agencies.start()]
        names = names_in(value)
        if field == "translator":
            return [Finding(field, "、".join(names))] if names else []
        return [Finding(field, names)] if names else []
    return [Finding(field, value)]


def _report(report: re.Match[str]) -> list[Finding]:
    found = []
    newsroom = house(report["house"] or "")
    name = PLACES.sub("", report["name"])
    if newsroom:
        found.append(Finding("publisher", newsroom))
    if 2 <= len(name) <= 4:
        found.append(Finding("authors", (name,)))
    return found if newsroom or report["role"] else []


def _dated(segment: str, start: int, end: int, value: str) -> list[Finding]:
    before, after = segment[:start], segment[end:].strip(" -–—·•|,，")
    if not DATE_ROOM.match(before):
        return []
    if DATE_ROOM.match(after) or re.fullmatch(r"[（(]?(?:[A-Z]{2,5}|UTC[+-]?\d*)[)）]?", after):
        return [Finding("published", value)]
    if len(after) <= 16 and not re.search(r"[，。,.!！?？：:讯電电]", after):
        return [Finding("published", value), Finding("publisher", after)]
    return []


def bylines(pieces: list[Piece], context: Context) -> list[Piece]:
    """Metadata lines above the first prose paragraph and below the last one."""
    prose = [
        at
        for at, one in enumerate(pieces)
        if not one.verdict
        and one.chars >= PROSE
        and count_chars(ADDRESS.sub("", one.text)) >= PROSE
    ]
    first = prose[0] if prose else len(pieces)
    last = prose[-1] if prose else -1
    judged = list(pieces)
    for at, piece in enumerate(pieces):
        outside = at < first or at > last
        classed = any(BYLINE_CLASS & element.tokens for element in piece.path[-3:])
        if piece.verdict or not piece.text or not (outside or classed) or piece.kind == "caption":
            continue
        found = (
            read_line(piece.text)
            if piece.chars <= (MAX_ADDRESS if "http" in piece.text else MAX_CHARS)
            else ()
        )
        if found:
            fields = dict.fromkeys(one.field for one in found if one.field != "updated")
            judged[at] = piece.decided("metadata", ", ".join(fields) or "published")
        elif piece.chars <= MAX_CHARS and any(
            one <= element.tokens for element in piece.path[-4:] for one in META_CLASSES
        ):
            judged[at] = piece.dropped(phrases.INTERFACE)
    return _names_over_dates(judged, first)


def _names_over_dates(pieces: list[Piece], first: int) -> list[Piece]:
    """A line of names right over the date, and “文/” right over a name, above all prose."""
    judged = list(pieces)
    lines = [at for at in range(min(first, len(pieces))) if pieces[at].text]
    for at, below in pairwise(lines):
        piece, under = judged[at], judged[below]
        if piece.verdict or piece.chars > 60:
            continue
        dated = under.verdict and "published" in under.verdict.field and find_date(under.text)
        if (
            dated
            and piece.kind == "paragraph"
            and NAME_LINE.match(piece.text)
            and (piece.text.isupper() or not piece.text.isascii())
        ):
            judged[at] = replace(piece, verdict=None).decided("metadata", "authors")
        elif re.fullmatch(r"文\s*[/／]", piece.text) and not under.verdict and under.chars <= 30:
            judged[at] = piece.decided("metadata", "authors")
            judged[below] = under.decided("metadata", "authors")
    return judged
