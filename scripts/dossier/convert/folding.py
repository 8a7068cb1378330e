"""Single characters from one script to another: what a search folds, and what a patch assumes.

One character for one, so that offsets stay true; words are the converters' business.
"""

from collections.abc import Callable, Mapping
from functools import cache

from dossier.convert.variants import CORNERS, CURLY, can_convert, engine, turning

# The blocks of CJK Unified Ideographs with their extensions, and the compatibility forms.
IDEOGRAPHS = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))
# Forms that papers and readers write for a character that OpenCC keeps apart, because on its
# own it may be right: 著 in 著作, 瞭 in 瞭望. A search treats them as one.
REGIONAL = dict(
    zip("著衞瞭藉祕妳敍効甦姊菸痲砲慾彿", "着卫了借秘你叙效苏姐烟麻炮欲佛", strict=True)
)


@cache
def simplified() -> Mapping[str, str]:
    """Every character that folds, and the one Simplified character that stands for it."""
    table = {**_changed(engine("zh-Hant", "zh-Hans")), **REGIONAL}
    # Some compatibility forms lead to a Traditional character first.
    return {char: table.get(to, to) for char, to in table.items()}


@cache
def one_script() -> Mapping[int, str]:
    """Return the table of `simplified` as `str.translate` takes it."""
    return str.maketrans(dict(simplified()))


@cache
def letters(source: str, target: str) -> Mapping[str, str]:
    """Return the characters that change between two variants, with their counterparts.

    Empty where there is no conversion.
    """
    if source == target or not can_convert(source, target):
        return {}
    return _changed(engine(source, target, regional=False))


def corners(source: str, target: str) -> Mapping[str, str]:
    """The quotation marks that change between two variants."""
    turn = turning(source, target)
    return {mark: other for mark in CURLY + CORNERS if (other := turn(mark)) != mark}


def _changed(convert: Callable[[str], str]) -> dict[str, str]:
    """The ideographs that a conversion changes into one other character, all in one call."""
    chars = [chr(code) for start, end in IDEOGRAPHS for code in range(start, end)]
    return {
        char: other
        for char, other in zip(chars, convert("\n".join(chars)).split("\n"), strict=True)
        if char != other and len(other) == 1 and (char > "\uffff") == (other > "\uffff")
    }
