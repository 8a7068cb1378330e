"""Newsrooms by the names they print and the addresses they publish at.

A name alone on a feed's `author` is the paper, not a person. Names and hosts are those of
the publishers' own imprints; a house that is not listed is simply not recognised.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Name as it is shown -> other names in print, and the hosts.
NEWSROOMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "法国国际广播电台": (
        ("法广", "法廣", "法國國際廣播電台", "RFI", "法国国际广播电台 - RFI"),
        ("rfi.fr",),
    ),
    "自由亚洲电台": (("自由亞洲電台", "RFA", "Radio Free Asia"), ("rfa.org",)),
    "美国之音": (("美國之音", "VOA", "Voice of America"), ("voachinese.com", "voanews.com")),
    "德国之声": (("德國之聲", "德国之声中文网", "DW", "Deutsche Welle"), ("dw.com",)),
    "BBC": (
        ("BBC中文", "BBC News", "BBC News 中文", "BBC中文网", "英国广播公司"),
        ("bbc.com", "bbc.co.uk"),
    ),
    "纽约时报": (
        ("紐約時報", "纽约时报中文网", "紐約時報中文網", "The New York Times"),
        ("nytimes.com",),
    ),
    "华尔街日报": (("華爾街日報", "The Wall Street Journal"), ("wsj.com",)),
    "金融时报": (("金融時報", "FT中文网", "Financial Times"), ("ft.com", "ftchinese.com")),
    "路透社": (("路透", "汤森路透", "Reuters"), ("reuters.com",)),
    "法新社": (("AFP",), ("afp.com",)),
    "美联社": (("美聯社", "AP", "Associated Press"), ("apnews.com",)),
    "德新社": (("dpa",), ("dpa.com",)),
    "中央社": (("(臺)中央社CNA", "中央通讯社", "中央通訊社", "中央社CNA"), ("cna.com.tw",)),
    "中央广播电台": (("RTI 中央廣播電臺", "中央廣播電臺", "RTI"), ("rti.org.tw",)),
    "联合早报": (("聯合早報",), ("zaobao.com", "zaobao.com.sg")),
    "大纪元": (("大紀元", "大纪元时报", "The Epoch Times"), ("epochtimes.com",)),
    "新唐人": (("新唐人电视台", "新唐人電視台", "新唐人北京时间", "NTD"), ("ntdtv.com",)),
    "希望之声": (("希望之聲",), ("soundofhope.org",)),
    "看中国": (("看中國",), ("secretchina.com",)),
    "明慧网": (("明慧網",), ("minghui.org",)),
    "中国数字时代": (("中國數字時代", "China Digital Times", "CDT"), ("chinadigitaltimes.net",)),
    "维权网": (("維權網",), ("wqw2010.blogspot.com",)),
    "寒冬": (("Bitter Winter",), ("bitterwinter.org",)),
    "端传媒": (("端傳媒", "端傳媒 Initium Media", "Initium Media"), ("theinitium.com",)),
    "Solidot": (("奇客资讯",), ("solidot.org",)),
    "iYouPort": ((), ("iyouport.org",)),
    "泡泡": ((), ("pao-pao.net",)),
    "央视新闻联播": (("CCTV新闻联播", "新闻联播"), ("cctv.com", "cctv.cn")),
    "新华社": (("新華社", "新华网", "Xinhua"), ("xinhuanet.com", "news.cn")),
    "人民日报": (("人民日報", "人民网"), ("people.com.cn",)),
    "南华早报": (("南華早報", "South China Morning Post"), ("scmp.com",)),
}
BY_NAME = {
    name.casefold(): house for house, (others, _) in NEWSROOMS.items() for name in (house, *others)
}
BY_HOST = {host: house for house, (_, hosts) in NEWSROOMS.items() for host in hosts}
_NAMES = "|".join(re.escape(name) for name in sorted(BY_NAME, key=len, reverse=True))
# 【大纪元2020年…讯】, （中央社台北30日电）, （德国之声中文网）: who speaks stands first.
DATELINE = re.compile(rf"^\s*[【\[（(](?P<name>{_NAMES})(?![A-Za-z]).{{0,40}}?[】\])）]", re.I)
# “Title – 法国国际广播电台 - RFI”: a house's names behind a dash at the end of a title.
SITE = re.compile(rf"(?:\s*[-–—|｜_·]\s*(?P<name>{_NAMES}))+\s*$", re.I)


# Where articles are kept, shared or written, which publishes none of them; what a page calls itself
# when it has no name.
PLATFORMS = frozenset(
    name.casefold()
    for name in (
        "微信公众平台",
        "微信公眾平台",
        "微信",
        "微信公众号",
        "公众号",
        "Weixin Official Accounts Platform",
        "Wayback Machine",
        "Internet Archive",
        "archive.today",
        "archive.is",
        "archive.ph",
        "Google Docs",
        "Google Cache",
        "Pocket",
        "Instapaper",
        "Omnivore",
        "Readwise",
        "Readwise Reader",
        "Feedly",
        "Inoreader",
        "Notion",
        "Evernote",
        "Obsidian",
        "Telegraph",
        "Telegram",
        "GitHub",
        "GitHub Pages",
        "WordPress",
        "WordPress.com",
        "Jekyll",
        "Hugo",
        "Hexo",
        "Blogger",
        "Home",
        "首页",
        "首頁",
        "Accueil",
        "Startseite",
        "Untitled",
        "unknown",
    )
)


def is_platform(name: str) -> bool:
    """Whether a name is that of a platform, an archive or a reader, which publish nothing."""
    return " ".join(name.split()).casefold() in PLATFORMS


def house(name: str) -> str:
    """The newsroom of that name, or ""."""
    return BY_NAME.get(" ".join(name.split()).casefold(), "")


def house_at(address: str) -> str:
    """The newsroom that publishes at an address, or ""."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    labels = host.split(".")
    return next(
        (BY_HOST[host] for at in range(len(labels)) if (host := ".".join(labels[at:])) in BY_HOST),
        "",
    )
