"""Lines that are metadata: bylines, datelines, credits of editors and translators.

A line counts only when all of it can be read so; a sentence that mentions a date or a name
stays text. headers.py chooses the lines to read.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from dossier.extract.addresses import HOUSE_LINE, house
from dossier.extract.dates import find_dates, iso_date
from dossier.extract.phrases import alternatives, by_word, pattern, regex, table, word_set
from dossier.extract.pieces import Finding, Piece
from dossier.web_addresses import href, original

# Label as printed before a colon, in lower case -> field.
LABELS = by_word("labels")
PEOPLE = ("authors", "editors", "translator")
# 记者 甲乙  责编 丙丁戊: labels of the newsroom without a colon.
ROLES = [label for label in LABELS if LABELS[label] in PEOPLE and "一" <= label[1:] < "가"]
BARE = pattern("bare", roles=alternatives(ROLES))
# Sizes of colons, bars and slashes as they are printed: one sign each for reading.
SIGNS = str.maketrans("：︰﹕꞉∶／｜丨│¦\u3000\xa0\u2003\u2002\t，", ":::::/||||     ,")
BYLINE_CLASS = word_set("classes", "byline")
META_CLASSES = tuple(frozenset(name.split("-")) for name in word_set("classes", "meta"))
# The commonest family names: a line of two to four characters that opens with one is a name.
SURNAMES = frozenset("".join(table("surnames")["chinese"]))
HAN_NAMES = pattern("han_names", surnames="".join(sorted(SURNAMES)))
ISSUED = ("发布", "發佈", "發布", "发表", "發表", "刊登")
# White space counted too, which is no character elsewhere.
MAX_LINE = 800
EMPHASIS = ("em", "strong")
NOT_NAMES = word_set("nobody", "openings")


@lru_cache(maxsize=1024)
def read_line(text: str) -> tuple[Finding, ...]:
    """Return the findings of a line that is all metadata; nothing otherwise."""
    text = text.strip()
    if len(text) > MAX_LINE:
        return ()
    repost = regex.repost.match(text)
    if repost:
        return (Finding("reposted", f"{repost['y']}-{repost['m']}-{repost['d']}", True),)
    reposted = regex.reposted.match(text)
    if reposted:
        return (Finding("via", reposted["name"].strip(), True),)
    inner = regex.brackets.match(text)
    line = (inner["inner"] if inner else text).translate(SIGNS)
    findings = _scan(line)
    if not findings and regex.clock_time.match(line):
        # A date that can be read two ways: no value, but no text either.
        return (Finding("updated", line),)
    fields = {finding.field for finding in findings or ()}
    # A medium among several names is a bar of subjects.
    alone = "publisher" in fields and len(fields) == len(findings or ())
    stated = fields - {"authors", "publisher"} or any(finding.label for finding in findings or ())
    return _joined(findings) if findings and (stated or alone) else ()


def read_source(text: str, targets: Sequence[str]) -> tuple[Finding, ...]:
    """Read from a short line with a link where the article is from: “原文：[title](address)”.

    `targets` are the addresses of its links; the last one is meant.
    """
    source = regex.source_line.match(text.strip())
    address = next(filter(None, map(original, reversed(targets))), "")
    if not source or not address:
        return ()
    findings = [Finding("original_url", address, True)]
    if source["name"]:
        findings.append(Finding("publisher", house(source["name"]) or source["name"], True))
    return tuple(findings)


def names_in(value: str) -> tuple[str, ...]:
    """The names of a list of names."""
    parts = (name.strip(" #*·|") for name in regex.name_joint.split(value))
    # 甲乙丙 丁戊: between short Chinese names a space is a comma; 大渡 美咲 is a single person.
    names = (part.split() if HAN_NAMES.match(part) else [part] for part in parts)
    return tuple(dict.fromkeys(filter(None, chain.from_iterable(names))))


def without_places(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names without a word alone behind a full one: “Anna Müller, Berlin”, “田中, ITmedia”."""
    if not names or not is_surely_name(names[0]):
        return names
    return (names[0], *(name for name in names[1:] if " " in name or not name[0].isascii()))


def is_name(text: str) -> bool:
    """Whether a text is shaped as a person's name, in any script."""
    if len(text) > 60 or not regex.name.fullmatch(text) or regex.open_name.search(text):
        return False
    first = text.split()[0].lower()
    return first not in NOT_NAMES and not any(sign.isdigit() for sign in text)


def _scan(line: str) -> list[Finding] | None:
    """The parts of a line, from left to right; None where one of them is no metadata."""
    dates = list(find_dates(line))
    findings: list[Finding] = []
    at = 0
    label = ""
    while at < len(line):
        gap = regex.line_gap.match(line, at)
        if gap and not (line[at] in "(（" and gap.end() == at + 1 and regex.label.match(line, at)):
            at = gap.end()
            continue
        date = next((row for row in dates if row[0] >= at), None)
        day = date[0] if date else len(line) + 1
        before = regex.weekday_word.sub("", line[at:day]).strip(" ,") if date else ""
        updated = regex.updated_label.fullmatch(before)
        if date and (not before or updated or regex.dated_label.fullmatch(before)):
            again = any(finding.field == "published" for finding in findings)
            field = label or ("updated" if again or updated else "published")
            stated = len(before) > 2 or not before.isascii()
            findings.append(Finding(field, date[2], bool(label or stated)))
            at, label = date[1], ""
            continue
        labelled = regex.label.match(line, at) or regex.latin_label.match(line, at)
        if labelled and regex.other_deed.search(line[:at]):
            return None
        if labelled:
            field = LABELS.get(labelled["label"].lower(), "authors")
            if field in ("published", "updated"):
                between = regex.weekday_word.sub("", line[labelled.end() : day])
                if date and not between.strip(" :,"):
                    at, label = labelled.end(), field
                    continue
                # “发布：河岸档案”: who publishes, where no date follows.
                field = "publisher" if field == "published" and labelled["label"] in ISSUED else ""
                if not field:
                    return None
            end = _value_end(line, labelled.end(), day, field)
            value = line[labelled.end() : end].strip(" |,;·•")
            if end == day:
                value = regex.before_date.sub("", value).strip(" |,;.")
            read = _labelled(field, value, labelled.re is regex.latin_label)
            if read is None:
                return None
            findings += read
            at = end
            continue
        at = _add_unlabelled(line, at, day, findings)
        if not at:
            return None
    return findings if not label else None


def _add_unlabelled(line: str, at: int, date: int, findings: list[Finding]) -> int:
    """Add the part of a line that begins here without a label and a colon to the findings.

    Return its end, 0 where it is no metadata; `date` is where the next date begins.
    """
    bare = BARE.match(line, at)
    if bare:
        labelled = _labelled(LABELS[bare["label"]], bare["value"].strip(), False)
        findings += labelled or []
        return bare.end()
    noise = regex.noise.match(line, at)
    if noise and noise.end() > at:
        return noise.end()
    end = _value_end(line, at, date, "")
    part = line[at:end].strip(" |,;:")
    if end == date:
        part = regex.before_date.sub("", part).strip(" |,;:.")
    read = _unlabelled(part)
    if read is None:
        return 0
    known = {finding.field for finding in findings if finding.label}
    findings += [finding for finding in read if finding.field not in known]
    return max(end, at + 1)


def _value_end(line: str, start: int, date: int, field: str) -> int:
    """End of a part of a line: at the next label, date or sign between parts."""
    if field == "original_url":
        address = regex.address.match(line, start)
        return address.end() if address else len(line)
    bare = BARE.search(line, start + 1)
    if bare and line[bare.start() - 1] not in " |;":
        bare = None
    parted = regex.part_joint.search(line, start + 1)
    # Names are parted by commas, too.
    while parted and field in PEOPLE and parted[0] == ", ":
        parted = regex.part_joint.search(line, parted.end())
    matches = (bare, parted, regex.label.search(line, start + 1))
    ends = [match.start() for match in matches if match]
    return min(len(line), date if date >= start else len(line), *ends)


def _labelled(field: str, value: str, loose: bool) -> list[Finding] | None:
    """The values behind a label; `loose`: a label without a colon, which needs a name."""
    if not field:
        return []
    if field == "original_url":
        address = href(value)
        return [Finding(field, address, True)] if address else None
    if field in ("publisher", "via") and href(value):
        return [Finding("original_url", href(value), True)]
    if loose:
        value = regex.site_sections.sub("", value)
    plain = regex.abbreviated.sub("", value.rstrip("."))
    if not value or len(value) > 80 or regex.sentence.search(plain):
        return None
    if field not in PEOPLE:
        value = regex.wechat_account.sub("", value).strip('“”「」『』"')
        value = re.sub(r"^《([^《》]{2,20})》.*", r"\1", value)
        return [Finding(field, value, True)] if value and len(value) <= 40 else None
    agencies = re.search(r"[（(]([^（()）]*)[)）]\s*$", value)
    if agencies and all(house(part) for part in regex.name_joint.split(agencies[1])):
        value = value[: agencies.start()]
    names = names_in(re.sub(r"^(?:by|par|von|por)\s+", "", value, flags=re.I))
    media = [
        name
        for name in names
        if house(name) or (loose and regex.medium.fullmatch(name) and not is_name(name))
    ]
    people = tuple(name for name in names if name not in media and not regex.phrase.match(name))
    if people and is_surely_name(people[0]):
        people = tuple(filter(is_name, people))
    if loose:
        people = without_places(people)
        if not all(map(is_name, people)):
            return None
    read = [Finding("publisher", house(name) or name, True) for name in media]
    if people:
        read.append(Finding(field, "、".join(people) if field == "translator" else people, True))
    return read


def _unlabelled(part: str) -> list[Finding] | None:
    """Read a part without a label by its shape alone."""
    if not part:
        return []
    if house(part):
        return [Finding("publisher", house(part), True)]
    report = regex.report_line.match(part)
    if report:
        newsroom, name = house(report["house"] or ""), regex.places.sub("", report["name"])
        read = [Finding("publisher", newsroom, True)] if newsroom else []
        read += [Finding("authors", (name,), True)] if 2 <= len(name) <= 4 else []
        if read and (newsroom or report["role"] or report["place"]):
            return read
    korean = re.fullmatch(r"([\uac00-\ud7a3]{2,4}) ?기자", part)
    if korean:
        return [Finding("authors", (korean[1],), True)]
    if len(part) <= 40 and regex.medium.fullmatch(part):
        return [Finding("publisher", part)]
    if " " in part and not re.search("[A-Za-z]", part):
        parts = [_unlabelled(text) for text in part.split()]
        return None if None in parts else [finding for read in parts if read for finding in read]
    names = without_places(names_in(part))
    if names and all(map(is_name, names)):
        sure = all(is_surely_name(name) for name in names)
        return [Finding("authors", names)] if sure else []
    return None


def is_surely_name(name: str) -> bool:
    """Two to four Han characters with a family name in front, or capitals in two words or more."""
    if not is_name(name) or regex.medium.fullmatch(name):
        return False
    if name.isascii() or re.match("[A-ZÀ-ÞĀ-ŽЀ-Я]", name):
        return 2 <= len(name.split()) <= 4
    return 2 <= len(name) <= 4 and name[0] in SURNAMES


def _joined(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings with the names of one field in one list."""
    joined: dict[str, Finding] = {}
    for finding in findings:
        before = joined.get(finding.field)
        if before and isinstance(before.value, tuple) and isinstance(finding.value, tuple):
            value = tuple(dict.fromkeys(before.value + finding.value))
            finding = Finding(finding.field, value, before.label or finding.label)
        surer = before and finding.label and not before.label
        if not before or surer or isinstance(finding.value, tuple):
            joined[finding.field] = finding
    return tuple(joined.values())


def in_text(piece: Piece, first: bool, last: bool) -> Iterator[tuple[Finding, str]]:
    """Offers of the first paragraph's dateline and the last one's signature; both stay text."""
    text = piece.text
    reporters = regex.reporters.search(text) if first or last else None
    if reporters:
        listed = regex.reporter.sub("、", reporters["names"])
        names = tuple(filter(is_surely_name, names_in(listed)))
        yield Finding("authors", names, True), "dateline" if first else "signature"
    if first:
        dateline = regex.dateline.match(text)
        date = iso_date(dateline[0]) if dateline else ""
        if date:
            yield Finding("published", date), "dateline"
        printed = HOUSE_LINE.match(text)
        if printed:
            yield Finding("publisher", house(printed["name"])), "dateline"
    if last:
        signature = regex.signature.search(text)
        if signature:
            yield Finding("publisher", signature[1]), "signature"
        line = text.rpartition("\n")[2]
        name, start = line.strip(" –—-+()（）"), len(text) - len(line)
        ends = (mark for mark in piece.marks if mark.span.end == len(text))
        emphasis = any(mark.kind in EMPHASIS and mark.span.start <= start for mark in ends)
        if (emphasis or line[:1] in "(（") and is_surely_name(name):
            yield Finding("authors", (name,)), "signature"
