"""The language and script of a text, by its letters and its commonest words.

Enough to choose typography and an edition; anything finer is for the sidecar.
"""

from __future__ import annotations

import re
from collections import Counter

from dossier.extract.wordlist import words

# Characters that only one of the two scripts writes (commonest pairs of OpenCC's
# STCharacters table whose simplified side is not also a traditional character).
HANS = frozenset(
    "这国们为来说时对会过学发经现从业长问开关电务报实样无头马见车东难让认识应网亚华万与产张个给"
)
HANT = frozenset(
    "這國們為來說時對會過學發經現從業長問開關電務報實樣無頭馬見車東難讓認識應網亞華萬與產張個給"
)
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
HANGUL = re.compile("[\uac00-\ud7a3]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
LATIN = re.compile(r"[^\W\d_]+")
# The commonest function words that the other languages of the table do not share.
FUNCTION_WORDS = {
    "en": words(
        "the and of to is that was for with are his they this have from had by but not what were"
    ),
    "fr": words(
        "le les des est dans que qui une pour pas sur au avec il sont cette du elle mais nous"
    ),
    "de": words("der die und das ist nicht ein eine mit den von zu auf dem sich auch wird bei wie"),
    "es": words("el los las que del una por con para es se su al lo como más pero sus"),
    "it": words("il che di della per una con del sono è le non gli dei nel alla anche"),
    "pt": words("o os as que do da em um uma para com não é se na no por mais dos"),
    "nl": words("de het een van en is dat niet op te zijn voor met die aan ook"),
}
# Characters looked at: a tenth of that would do, but articles open with names and quotations.
SAMPLE = 8_000


def language_of(text: str) -> str:
    """A language tag (zh-Hans, zh-Hant, zh, fr, en …), or "" when nothing speaks for one."""
    sample = text[:SAMPLE]
    han = len(HAN.findall(sample))
    words = LATIN.findall(HAN.sub(" ", sample).lower())
    if len(KANA.findall(sample)) * 10 > han and KANA.search(sample):
        return "ja"
    if HANGUL.search(sample) and len(HANGUL.findall(sample)) > max(han, len(words)):
        return "ko"
    if han * 2 > len(words):
        return script_of(sample)
    if len(CYRILLIC.findall(sample)) * 2 > sum(map(len, words)):
        return "ru"
    seen = Counter(words)
    counts = {tag: sum(seen[word] for word in common) for tag, common in FUNCTION_WORDS.items()}
    best = max(counts, key=lambda tag: counts[tag])
    return best if counts[best] * 20 >= len(words) > 0 and counts[best] > 1 else ""


def script_of(text: str) -> str:
    """zh-Hans, zh-Hant, or zh where the text leans to neither."""
    hans = sum(map(HANS.__contains__, text))
    hant = sum(map(HANT.__contains__, text))
    if hans > 3 * hant:
        return "zh-Hans"
    if hant > 3 * hans:
        return "zh-Hant"
    return "zh"
