"""Characters of people's names that a conversion would mistake for other words.

范 is a surname and, simplified, 範; 于 is one and 於. A name is known here by what stands
around it: a form of address behind it (范先生, 于文静女士, 余氏) or a title before it
(总经理范丹青表示). Names of the register need none of this.
"""

import re
from collections.abc import Iterator, Mapping

from dossier.tables import pair_table, word_tables

TO_TRADITIONAL = pair_table(__package__, "surnames.txt", "to traditional")
TO_SIMPLIFIED = pair_table(__package__, "surnames.txt", "to simplified")
HAN = "\u3400-\u9fff"
ADDRESS = "先生|女士|小姐|太太|氏"
SAYING = "说|說|表示|认为|認為|指出|称|稱|告诉|告訴|透露|强调|強調|坦言|解释|解釋"
TITLES = word_tables(__package__, "surnames.txt")["titles"]
# Characters that may precede a name without forming a word with it: 和于女士, but not 关于女士.
BEFORE = "的是和与與跟同及说說问問请請给給被把让讓向据據叫找见見姓"
WORDS = pair_table(__package__, "surnames.txt", "words")


class Surnames:
    """Finds surname characters in texts of one script."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        self._forms = forms
        self._sign = re.compile(f"[{''.join(forms)}]")
        self._addressed = re.compile(f"[{HAN}]{{0,2}}?(?:{ADDRESS})")
        self._quoted = re.compile(f"[{HAN}]{{1,2}}?(?:{SAYING}|[^{HAN}]|$)")

    def occurrences(self, text: str) -> Iterator[tuple[int, str]]:
        """Offset of each character that is part of a name, and its form."""
        for match in self._sign.finditer(text):
            at, sign = match.start(), match[0]
            if self._is_name(text, at, sign):
                yield at, self._forms[sign]

    def _is_name(self, text: str, at: int, sign: str) -> bool:
        behind = text[at + 1 : at + 7]
        if sign in TO_SIMPLIFIED:
            # It is mostly part of the given name: 李乾安.
            return any(
                self._fits(text[: at - back], behind, text[at - back : at])
                for back in range(min(at, 2) + 1)
            )
        if behind[:1] in WORDS.get(sign, "") and behind[:1]:
            return False
        return self._fits(text[:at], behind, "")

    def _fits(self, before: str, behind: str, between: str) -> bool:
        if not re.fullmatch(f"[{HAN}]*", between):
            return False
        titled = before.endswith(TITLES)
        free = titled or not re.search(f"[{HAN}]$", before) or before[-1] in BEFORE
        if free and self._addressed.match(behind):
            return True
        return titled and bool(self._quoted.match(behind))


def surnames(source: str, target: str) -> Surnames | None:
    """Surnames to look for when one variant becomes another; None where there are none."""
    if source == "zh-Hans" and target.startswith("zh-Hant"):
        return Surnames(TO_TRADITIONAL)
    if source.startswith("zh-Hant") and target == "zh-Hans":
        return Surnames(TO_SIMPLIFIED)
    return None
