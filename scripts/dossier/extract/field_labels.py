"""Labels that newsrooms print beside names and dates, and the shapes of such lines."""

import re

from dossier.extract.dates import HALF_DAY, WEEKDAY
from dossier.extract.wordlist import by_word, word_set

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
LABEL = re.compile(
    rf"(?i)(?<![A-Za-zÀ-ÿ])(?P<label>{_ALL})(?![A-Za-zÀ-ÿ])\s*(?:(?:on|am|le|el|il|by)\b)?(?:[（(][^）)]{{1,20}}[）)])?[ ]?[:/|][ ]?"
)
LATIN_LABEL = re.compile(
    rf"(?P<label>{'|'.join(LATIN_LABELS)})[ ]+(?=[A-ZÀ-Þ][\w’'-]*\.?(?:[ ]|$|,))", re.I
)
# Letters of East Asian names, as a negated class: a range of so many is slow to compile.
_SIGN = r"[^\W\d_A-Za-z]"
_NAME = rf"(?!{ROLES})(?:{_SIGN}|·){{2,8}}"
# 记者 甲乙  责编 丙丁戊: labels of the newsroom without a colon.
BARE = re.compile(rf"(?P<label>{ROLES})[ ]+(?P<value>{_NAME}(?:[ 、/,]{_NAME})*)(?!{_SIGN})")
DATED_LABEL = re.compile(
    r"(?i)(?:(?:发布|發布|發佈|发表|發表|刊登|刊于|刊於|发|發)(?:于|於|在)?|(?:first )?published(?: on)?|posted(?: on)?|publié(?:e)?(?: le)?"
    r"|опубликовано|veröffentlicht(?: am)?|publicado(?: el)?|pubblicato(?: il)?|опубликовано|입력|公開|掲載|le|on|am|el)\s*[:：]?\s*$"
)
UPDATED_LABEL = re.compile(
    r"(?i)(?:(?:最后|最後|最近)?(?:更新|修改|修订|修訂)(?:于|於|在|时间|時間)?|(?:last )?(?:updated|modified)(?: on)?|mis à jour(?: le)?|modifié(?: le)?|aktualisiert(?: am)?|수정|更新日)\s*[:：]?"
)
# Sizes of colons, bars and slashes as they are printed: one sign each for reading.
SIGNS = str.maketrans("：︰﹕꞉∶／｜丨│¦\u3000\xa0\u2003\u2002\t，", ":::::/||||     ,")
GAP = re.compile(r"(?:[\s|•·∙▪●.,;；/\[\]【】«»—–-]|\((?=\s)|[()（）])+")
NOISE = re.compile(
    rf"(?i)(?:{WEEKDAY}|{HALF_DAY}|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\.?)?|(?:GMT|UTC|CST|EST|EDT|PST|PDT|CET|BST|JST|KST)(?:[+-]\d\d?:?\d*)?"
    r"|\d[\d,.]*\s*(?:万|萬|k)?\s*(?:次)?\s*(?:阅读|閱讀|浏览|瀏覽|点击|點擊|评论|評論|views?|reads?|comments?|commentaires?|shares?|likes?)"
    rf"|\d+\s*(?:分钟|分鐘)(?:阅读|閱讀|读完|讀完)?|\d+\s*(?:-?\s*)?min(?:ute)?s?(?:\s+(?:read|de lecture))?|lecture\s+\d+\s*min\.?|(?:IP\s*属地|IP\s*屬地|發布於|发布于|发表于|發表於|来自)[ :]*[^\W\d_]{{2,8}}|・\s?[^\W\d_]{{2,8}}$"
    r"|原创|原創|来自 ?[\w ]{0,12}客户端|最后编辑|(?:last )?updated(?: on)?|more by this author|follow|关注|關注|staff writer|newsroom)(?![\w])"
)
# Newsroom, 记者, name, place: the place is taken off where it is a well-known dateline.
REPORT = re.compile(
    rf"^(?P<house>{_SIGN}{{2,10}}?(?:电台|電台|之声|之聲|社|网|網))?\s*(?:特[约約]|本[台报報])?(?P<role>记者|記者)?\s*"
    rf"(?P<name>(?:{_SIGN}|·){{2,10}}?)\s*(?:[/]\s*(?P<place>{_SIGN}{{2,6}}?))?\s*(?:[综綜]合|[采採][访訪]|[專专电電])?[报報](?:道|导|導)$"
)
PLACES = re.compile(
    r"(?:旧金山|舊金山|华盛顿|華盛頓|纽约|紐約|洛杉矶|洛杉磯|巴黎|伦敦|倫敦|柏林|东京|東京|首尔|首爾|台北|臺北|香港|北京|上海|曼谷|悉尼|雪梨|墨尔本|多伦多|温哥华|日内瓦|布鲁塞尔|新加坡|莫斯科|波恩)$"
)
REPOSTED = re.compile(r"^(?:转[载載]?自|轉載?自)\s*(?P<name>[\w·. ]{2,20})$")
CLOCK_TIME = re.compile(
    r"(?i)^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:\s+\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]m)?)?\s*(?:utc|gmt)?$"
)
NAMES = re.compile(
    r"\s*(?:[,，、;；/／&＆]|\band\b|\bet\b|\bund\b|\by\b|\be\b|\bog\b|\boch\b|\bve\b|\bи\b)\s*"
)
HAN_NAMES = re.compile(r"(?:[\u4e00-\u9fff]{2,4}(?: +|$)){2,}$")
ADDRESS = re.compile(r"https?://\S+")
# A person's name: two to twelve Han characters, kana or Hangul; up to five words with capitals.
_PART = r"(?:[A-ZÀ-ÞĀ-ŽЀ-Я][\w.'’‘-]*|(?:de|da|do|dos|del|della|di|du|van|von|der|den|la|le|el|al|bin|ibn|y|zu|ten|ter|dos|e)(?=[ ]))"
NAME = re.compile(
    rf"(?:[\u4e00-\u9fff\u3041-\u30fa々ー]{{2,12}}(?:[·‧・•= ][\u4e00-\u9fff\u30a1-\u30fa]{{1,12}}){{0,3}}|[\uac00-\ud7a3]{{2,5}}(?: ?기자)?"
    rf"|{_PART}(?: {_PART}){{0,5}}(?:,? (?:Jr|Sr|MD|PhD|II|III)\.?)?)(?: ?[（(][\w .·-]{{1,24}}[）)])?"
)
REPOST = re.compile(
    r"^[（(]\s*(?P<code>[A-Z]{2,6})\s?(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)\s*[)）]$"
)
# Words for a medium, at the end of its name or in it.
MEDIUM = re.compile(
    rf"(?:{_SIGN}{{1,14}}(?:日报|日報|晚报|晚報|早报|早報|周报|週報|时报|時報|商报|商報|晨报|晨報|快报|快報|导报|導報|新报|新報|[报報]|新闻网?|新聞網?|周刊|週刊|月刊|杂志|雜誌|通讯社|通訊社|电视台?|電視台?"
    rf"|电台|電台|广播|廣播|[社网網台臺刊]|在线|在線|论坛|論壇|传媒|傳媒|观察|觀察|评论|評論|头条|頭條|档案|檔案|书院|書院|신문|일보|뉴스|방송|ニュース|タイムズ)(?:-{_SIGN}{{2,10}})?"
    r"|(?:[\w’'.&-]+ ){0,4}(?:Times|Post|News|Journal|Daily|Herald|Tribune|Gazette|Review|Magazine|Press|Guardian|Chronicle|Observer|Independent|Telegraph|Weekly|Monde|Figaro|Zeitung|Presse|Agency|Network|Radio|TV)(?: [A-Z][\w]*){0,2}"
    r"|[A-ZÄÖÜ]\w*(?:bote|blatt|anzeiger|kurier|rundschau|merkur|nachrichten|zeitung|spiegel|presse|echo))$"
)
BYLINE_CLASS = word_set("classes", "byline")
META_CLASSES = tuple(frozenset(name.split("-")) for name in word_set("classes", "meta"))
MAX_CHARS = 120
MAX_ADDRESS = 400
# 【2023年5月30日讯】, （中央社台北30日电）: news agencies open with place and day, and sign in brackets.
DATELINE = re.compile(r"^\s*[【\[（(][^】\])）\n]{4,40}[讯訊电電]?[】\])）]")
SIGNATURE = re.compile(
    r"[（(]([\w ]{2,16}(?:社|报|報|网|網|台|臺|新闻|新聞|通讯|通訊|周刊|週刊|AFP|Reuters))[)）]\s*$"
)
