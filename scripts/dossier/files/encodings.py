"""Decode bytes in whatever encoding a saved page came in.

UTF-8 proves itself. GB18030 and Big5 accept nearly any bytes, so among the encodings
that can read a file the one wins whose text has the most everyday Chinese characters;
a declaration in the file is believed unless running Chinese text speaks against it.
"""

import codecs
import re
from contextlib import suppress
from unicodedata import normalize

from dossier.tables import pair_table, word_tables

COMMON = frozenset("".join(word_tables(__package__, "common.txt")["common"]))
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LABELS = {
    label: codec
    for codec, labels in pair_table(__package__, "labels.txt", "labels").items()
    for label in labels.split()
}
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
HAN = re.compile("[\u3400-\u9fff]")
SAMPLE = 200_000
PROPOSED = 20_000
# More damage than one character in so many: the reading is wrong, not the file.
DAMAGED = 20
# A third of the characters of running Chinese text are everyday ones; in a wrong reading hardly
# any are.
SURE = 0.15
# Encodings that are tried without a declaration.
GUESSES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp1252")
# Score of an encoding that nothing but a declaration supports.
STATED = 0.01
# Texts of the seven-bit days, known by what they switch to Chinese or Japanese with (RFC 1843, 1468).
SEVEN_BIT = ((b"~{", "hz"), (b"\x1b$B", "iso2022_jp"), (b"\x1b$)C", "iso2022_kr"))
# C0 and C1 control characters but tab and line feed, surrogates, non-characters: they show
# nothing, stop C strings (NUL) and are the renderer's own placeholders (STX, ETX).
CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
C1 = re.compile("[\x80-\x84\x86-\x9f]")
# Categories of what no page can show, and OpenCC drops what stands behind it: control characters
# (but for tab and line feed), lone surrogates, line and paragraph separators.
UNSHOWN = ("Cc", "Cs", "Zl", "Zp")
LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
UNUSUAL = re.compile(f"{CONTROLS.pattern[:-1]}{LINE_ENDS}]")


class UndecodableError(ValueError):
    """The bytes are no text in any encoding that is known here.

    `line` is where that shows, 0 for the file as a whole.
    """

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def decode(raw: bytes) -> tuple[str, str, int]:
    """The text of `raw`, the encoding's name, and the line of the first damaged byte (0: none).

    Raises UndecodableError for what is no text at all. A text with a few bytes that are none
    of its encoding, or NUL, has U+FFFD in their place.
    """
    for bom, name in BOMS:
        if raw.startswith(bom) and not _belied(raw, bom):
            return _with_damage(raw[len(bom) :], name)
    wide = _utf16_without_bom(raw)
    if wide:
        return _with_damage(raw, wide)
    if b"\0" in raw:
        return _without_nul(raw)
    with suppress(UnicodeDecodeError):
        return _seven_bit(raw) or (raw.decode("utf-8"), "utf-8", 0)
    if name := _most_plausible(raw):
        return raw.decode(name), name, 0
    return _least_damaged(raw)


def decode_as(raw: bytes, label: object) -> str:
    """The text of `raw` in the encoding of a label, or the likeliest; U+FFFD where all are wrong."""
    try:
        return clean(raw.decode(LABELS.get(str(label).lower(), "utf-8")))
    except ValueError:
        try:
            return clean(decode(raw)[0])
        except UndecodableError:
            return clean(raw.decode("utf-8", "replace"))


def clean(text: str) -> str:
    """A text with line feeds as its only line ends, without control characters, composed.

    Composed (Unicode Normalization Form C), é is one character however it was typed, and a
    compatibility ideograph (U+F900 豈) is the character of the dictionaries.
    """
    plain = text.replace("\r\n", "\n")
    return normalize("NFC", UNUSUAL.sub(lambda sign: "\n" if sign[0] in LINE_ENDS else "", plain))


def _with_damage(raw: bytes, name: str) -> tuple[str, str, int]:
    try:
        return raw.decode(name), name, 0
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(name, "replace")
        text = raw.decode(name, "replace")
        if text.count("\ufffd") * DAMAGED > len(text):
            raise UndecodableError(f"its byte-order mark says {name}, its bytes do not") from None
        return text, name, before.count("\n") + 1


def _belied(raw: bytes, bom: bytes) -> bool:
    """Whether what follows a mark of UTF-16 is UTF-8: as such it has no zeros, and is sound."""
    rest = raw[len(bom) :]
    with suppress(UnicodeDecodeError):
        wide = bom != codecs.BOM_UTF8 and rest and b"\0" not in rest
        return bool(wide and not CONTROLS.search(rest.decode("utf-8")))
    return False


def _without_nul(raw: bytes) -> tuple[str, str, int]:
    """A text into which a few zeros came; what has many is no text."""
    line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
    with suppress(UndecodableError):
        if raw.count(b"\0") * DAMAGED < len(raw):
            text, name, damaged = decode(raw.replace(b"\0", b" "))
            zeros = raw.replace(b"\0", b"\x1a").decode(name, "replace").replace("\x1a", "\ufffd")
            if text.count("\ufffd") * DAMAGED <= len(text):
                return zeros, name, min(line, damaged or line)
    raise UndecodableError("NUL bytes, and not UTF-16: a binary file", line)


def _seven_bit(raw: bytes) -> tuple[str, str, int] | None:
    for sign, name in SEVEN_BIT:
        with suppress(UnicodeDecodeError):
            if raw.isascii() and sign in raw and not (text := raw.decode(name)).isascii():
                return text, name, 0
    return None


def _least_damaged(raw: bytes) -> tuple[str, str, int]:
    """The reading that loses least, where none is without a loss."""
    names = dict.fromkeys(["utf-8", "gb18030", "big5hkscs", *filter(None, declared(raw).values())])
    readings = [(raw.decode(name, "replace"), name) for name in names]
    text, name = max(readings, key=lambda pair: _sound(pair[0], pair[1]))
    if _sound(text, name) <= 0:
        known = "UTF-8, UTF-16, GB18030, Big5, Shift-JIS, EUC-JP nor a Western encoding"
        raise UndecodableError(f"it is neither {known}{_proposal(raw[:PROPOSED])}")
    return text, name, text.count("\n", 0, text.index("\ufffd")) + 1


def _proposal(raw: bytes) -> str:
    """Say what the likeliest encoding makes of the bytes: an editor may judge, no page uses it."""
    # Importing it takes longer than reading an article, and hardly a file needs it.
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    words = best and re.search(r"[^\x00-\x7f][^\n<]{0,40}", str(best))
    return f"; as {best.encoding} it says “{words[0]}”" if best and words else ""


def _utf16_without_bom(raw: bytes) -> str:
    """UTF-16 shows itself by zero bytes on one side, or by everyday characters, at once."""
    sample = raw[:4096]
    if len(raw) % 2 or len(sample) < 4 or _is_utf8_with_zeros(sample):
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # Markup and line ends are ASCII, half of its bytes then zero.
    if (even + odd) * 50 >= len(sample) and min(even, odd) * 10 <= max(even, odd):
        name = "utf-16-le" if odd > even else "utf-16-be"
        text = sample.decode(name, "replace")
        readable = sum(char.isprintable() or char.isspace() for char in text)
        return name if readable * 10 >= len(text) * 9 else ""
    if sample.isascii():
        return ""
    return next((name for name in ("utf-16-le", "utf-16-be") if _reads_as(sample, name)), "")


def _is_utf8_with_zeros(sample: bytes) -> bool:
    """Whether characters of several bytes are left once zeros are taken out: no UTF-16 has them."""
    with suppress(UnicodeDecodeError):
        decoder = codecs.getincrementaldecoder("utf-8")()
        return b"\0" in sample and not decoder.decode(sample.replace(b"\0", b"")).isascii()
    return False


def _reads_as(sample: bytes, name: str) -> bool:
    """Whether a sample read so is running Chinese text."""
    text = sample.decode(name, "replace")
    return 2 * len(HAN.findall(text)) > len(text) and _common(text) > SURE


def _most_plausible(raw: bytes) -> str:
    best, name = max((_plausibility(raw, guess), guess) for guess in GUESSES[:-1])
    # A declaration that fits is believed, but against running Chinese or Japanese text.
    fitting = (codec for codec in declared(raw).values() if _fits(raw, codec))
    stated = next(fitting, "") if best < SURE else ""
    western = max(0.0, _plausibility(raw, "cp1252"))
    return stated or (name if best > western else "cp1252" if western else "")


def declared(raw: bytes) -> dict[str, str]:
    """The encodings that the head of a file names: label -> codec, "" for none that is known."""
    labels = dict.fromkeys(label.decode("ascii").lower() for label in DECLARED.findall(raw[:4096]))
    return {label: LABELS.get(label, "") for label in labels}


def not_followed(raw: bytes, name: str) -> str:
    """The label that a file has for its encoding, where it was read in another and by a guess."""
    stated = declared(raw)
    if not stated or name not in GUESSES or name in stated.values():
        return ""
    sure = name != "cp1252" and _plausibility(raw, name) >= SURE
    return "" if sure else next(iter(stated))


def _fits(raw: bytes, name: str) -> bool:
    """Whether bytes are without fault in an encoding, and no control characters come of them."""
    if name == "cp1252":
        # Servers say so of whatever they have.
        return _plausibility(raw, name) > 0
    with suppress(UnicodeDecodeError):
        return bool(name) and not C1.search(raw.decode(name))
    return False


def _sound(text: str, name: str) -> float:
    """Score of a lossy reading; 0 if it is not to be trusted."""
    if text.count("\ufffd") * DAMAGED > len(text):
        return 0.0
    if name == "utf-8":
        return 1.0
    if name not in ("gb18030", "big5hkscs"):
        return STATED
    share = _common(text[:SAMPLE])
    return share if share > SURE else 0.0


def _common(text: str) -> float:
    """The share of everyday characters among the Chinese ones of a text."""
    han = HAN.findall(text)
    return sum(char in COMMON for char in han) / len(han) if han else 0.0


def _plausibility(raw: bytes, name: str) -> float:
    """Share of everyday characters among those a reading makes out of the bytes over 127."""
    try:
        text = raw.decode(name)[:SAMPLE]
    except (UnicodeDecodeError, LookupError):
        return -1.0
    foreign = [char for char in text if char > "\x7f"]
    if not foreign:
        return -1.0
    if name == "cp1252":
        # Accents and typographic marks between Latin letters; nothing else speaks for it.
        good = sum(
            (char.isalpha() and char < "\u0250") or char in "’‘“”«»–—…€°\xa0" for char in foreign
        )
        words = sum(char.isascii() and char.isalpha() for char in text)
        return 0.3 * good / len(foreign) if words > 4 * len(foreign) else -1.0
    if name in ("cp932", "euc_jp"):
        kana = sum("\u3041" <= char <= "\u30ff" for char in foreign)
        return kana / len(foreign) if kana * 5 > len(foreign) else -1.0
    odd = sum("\ue000" <= char <= "\uf8ff" or char > "\uffff" for char in foreign)
    han = HAN.findall(text)
    return (sum(char in COMMON for char in han) - 3 * odd) / len(foreign) if han else -1.0
