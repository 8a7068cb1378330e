"""The language and script of a text, by its letters and its commonest words.

Enough to choose typography and an edition; anything finer is for the sidecar.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain

from dossier.extract.phrases import records, regex, table
from dossier.extract.pieces import weight
from dossier.model import count_chars

# Scripts that one language uses far more than others (ISO 15924 and the Unicode blocks).
SCRIPTS = {tag: re.compile(f"[{letters}]") for tag, (letters,) in table("scripts").items()}
# Letters of the same alphabet that the first language of a script does not write.
FARTHER = [
    (row["near"], row["far"], re.compile(f"[{row['letters']}]", re.I))
    for row in records("farther_languages")
]
FUNCTION_WORDS = table("languages")
LANGUAGES: dict[str, tuple[str, ...]] = {
    word: tuple(tag for tag, common in FUNCTION_WORDS.items() if word in common)
    for word in sorted({word for common in FUNCTION_WORDS.values() for word in common})
}
# Different words without which an alphabet says nothing of the language.
MIN_WORDS = 5
# Different words of another language than the article's that make a block a passage in it.
APART = 2
# Characters looked at: a tenth of that would do, but articles open with names and quotations.
SAMPLE = 8_000


@lru_cache(maxsize=1024)
def language_of(text: str) -> str:
    """A language tag (zh-Hans, zh-Hant, zh, fr, en …), or "" when nothing speaks for one."""
    sample = text[:SAMPLE]
    if not regex.beyond_latin.search(sample):
        return _by_words(regex.latin.findall(sample.lower()))
    letters = sum(map(str.isalpha, sample))
    han, kana = len(regex.han.findall(sample)), len(regex.kana.findall(sample))
    for tag, pattern in SCRIPTS.items():
        count = len(pattern.findall(sample))
        if 2 * count > letters - han // 2:
            farther = (
                far
                for near, far, signs in FARTHER
                if near == tag and 100 * len(signs.findall(sample)) > count
            )
            return next(farther, tag)
    if kana * 10 > han and 3 * (kana + han) > letters:
        return "ja"
    spelt = regex.latin.findall(regex.han.sub(" ", sample).lower())
    return script_of(sample) if han * 2 > len(spelt) else _by_words(spelt)


def _by_words(spelt: Sequence[str]) -> str:
    """Language whose commonest words are most frequent among these; "" if there is no clear one."""
    if len(set(spelt)) < MIN_WORDS:
        return ""
    counts = Counter(chain.from_iterable(filter(None, map(LANGUAGES.get, spelt))))
    (tag, best), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return tag if best > 1 and best * 12 >= len(spelt) and best > second else ""


@cache
def _scripts() -> tuple[frozenset[str], frozenset[str]]:
    """Characters of Simplified and of Traditional alone: those that only one of two codes has.

    GB 2312 lists the characters of the mainland, Big5 those of Taiwan.
    """
    han = {*map(chr, range(0x4E00, 0xA000))}
    simplified = _characters("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF)) & han
    traditional = _characters("big5", range(0xA4, 0xFA), range(0x40, 0xFF)) & han
    return simplified - traditional, traditional - simplified


def _characters(encoding: str, firsts: range, seconds: range) -> frozenset[str]:
    """The characters of a code of two bytes, by the values of its first and second bytes."""
    codes = bytes(byte for first in firsts for second in seconds for byte in (first, second))
    return frozenset(codes.decode(encoding, "ignore"))


def script_of(text: str) -> str:
    """zh-Hans, zh-Hant, or zh where the text leans to neither."""
    simplified, traditional = _scripts()
    hans = sum(map(simplified.__contains__, text))
    hant = sum(map(traditional.__contains__, text))
    if hans > 3 * hant:
        return "zh-Hans"
    if hant > 3 * hans:
        return "zh-Hant"
    return "zh"


def main_language(texts: Iterable[str]) -> str:
    """The language in which most of an article is said, block by block."""
    counts: Counter[str] = Counter()
    all_texts = list(texts)
    for text in all_texts:
        tag = language_of(text)
        if tag:
            counts[tag.split("-")[0]] += weight(text, count_chars(text))
    if not counts:
        return language_of("\n".join(all_texts))
    language = max(counts, key=lambda tag: counts[tag])
    return script_of("".join(all_texts)) if language == "zh" else language


def language_tag(stated: str, spoken: str) -> str:
    """The tag of a language in its usual form: that of the words, with the region that is stated.

    Without words that say anything, what is stated is believed.
    """
    tag = stated.strip().replace("_", "-").lower()
    parts = tag.split("-")
    language = parts[0]
    if spoken and language != spoken.split("-")[0]:
        return spoken
    if language not in ("zh", "zho", "chi", "cmn"):
        return spoken or (language if re.fullmatch("[a-z]{2,3}", language) else "und")
    scripts = {"hans": "zh-Hans", "hant": "zh-Hant", "cn": "zh-Hans", "sg": "zh-Hans"}
    regions = {"tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}
    known = scripts if "hans" in parts else {**scripts, **regions}
    order = sorted(parts[1:], key=lambda part: part not in regions)
    text = next((known[part] for part in order if part in known), "")
    if spoken in ("", "zh"):
        return text or spoken or "zh"
    return text if text.startswith(spoken) else spoken


def block_language(text: str, article: str) -> str:
    """The language of a block: that of the article, unless its words clearly say another."""
    tag = language_of(text)
    own = article.split("-")[0]
    if own == "zh" and 2 * len(regex.han.findall(text)) > sum(map(str.isalpha, text)):
        return "ja" if len(regex.kana.findall(text)) > 3 and tag == "ja" else article
    if not tag or tag.split("-")[0] == own:
        return article
    if tag.startswith("zh"):
        return tag if _is_chinese(text) else article
    # A name or a title in another language is no passage.
    return tag if tag in (*SCRIPTS, "ja") or _is_passage(text, tag, own) else article


def _is_chinese(text: str) -> bool:
    """Whether Han characters are Chinese sentences, not names or titles as Japanese has them too."""
    han = len(regex.han.findall(text))
    simplified, _ = _scripts()
    # Japanese writes some of the characters that Simplified has and Traditional has not.
    said = len(regex.chinese_words.findall(text)) * 20 >= han
    return han >= 8 and (said or sum(map(simplified.__contains__, text)) * 5 >= han)


def _is_passage(text: str, tag: str, own: str) -> bool:
    """Whether a text has many words of a language that the article's own has not, few for the reverse."""
    words = regex.latin.findall(text.lower())
    common, own_common = FUNCTION_WORDS[tag], FUNCTION_WORDS.get(own, ())
    apart = [word for word in words if word in common and word not in own_common and word[1:]]
    against = sum(word in own_common and word not in common for word in words)
    return len(set(apart)) >= APART and len(apart) > 2 * against
