"""What newsrooms print beside names and dates: labels, and the shapes of such lines."""

from __future__ import annotations

import re

from dossier.extract.wordlist import words

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
# 记者 甲乙  责编 丙丁戊: labels of the newsroom without a colon, names of two to four characters.
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
