"""Labels that newsrooms print beside names and dates, and the shapes of such lines."""

import re

from dossier.extract.wordlist import by_word, pattern, word_set

# Label as printed before a colon, in lower case -> field.
LABELS = by_word("labels")
# Labels that may stand before their value without a colon.
LATIN_LABELS = ("written by", "edited by", "translated by", "by", "par", "von", "por", "di")
ROLES = "|".join(
    re.escape(label)
    for label in sorted(LABELS, key=len, reverse=True)
    if LABELS[label] in ("authors", "editors", "translator") and "一" <= label[1:] < "가"
)
_ALL = "|".join(re.escape(label) for label in sorted(LABELS, key=len, reverse=True))
LABEL = pattern("label", labels=_ALL)
LATIN_LABEL = pattern("latin_label", latin_labels="|".join(LATIN_LABELS))
# 记者 甲乙  责编 丙丁戊: labels of the newsroom without a colon.
BARE = pattern("bare", roles=ROLES)
DATED_LABEL = pattern("dated_label")
UPDATED_LABEL = pattern("updated_label")
# Sizes of colons, bars and slashes as they are printed: one sign each for reading.
SIGNS = str.maketrans("：︰﹕꞉∶／｜丨│¦\u3000\xa0\u2003\u2002\t，", ":::::/||||     ,")
GAP = re.compile(r"(?:[\s|•·∙▪●.,;；/\[\]【】«»—–-]|\((?=\s)|[()（）])+")
NOISE = pattern("noise")
# Newsroom, 记者, name, place: the place is taken off where it is a well-known dateline.
REPORT = pattern("report_line")
PLACES = pattern("places")
REPOSTED = pattern("reposted")
CLOCK_TIME = pattern("clock_time")
NAMES = pattern("name_joint")
HAN_NAMES = re.compile(r"(?:[\u4e00-\u9fff]{2,4}(?: +|$)){2,}$")
ADDRESS = re.compile(r"https?://\S+")
# A person's name: two to twelve Han characters, kana or Hangul; up to five words with capitals.
NAME = pattern("person_name")
REPOST = pattern("repost")
# Words for a medium, at the end of its name or in it.
MEDIUM = pattern("medium")
BYLINE_CLASS = word_set("classes", "byline")
META_CLASSES = tuple(frozenset(name.split("-")) for name in word_set("classes", "meta"))
# 【2023年5月30日讯】, （中央社台北30日电）: news agencies open with place and day, and sign in brackets.
DATELINE = pattern("dateline")
SIGNATURE = pattern("signature")
