"""What an editor should look at after conversion: doubts, not errors.

Nothing here changes a text. A word that the glossary or the register settles is not
doubted again, so an entry with its reason is the answer to a remark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dossier.convert.editions import Converters
from dossier.convert.lexicon import HAN
from dossier.convert.variants import Converter, engine
from dossier.model import Article, Glossary
from dossier.problems import Problem

# Words of the mainland register as they look after their characters were converted. Taiwan:
# the lists of cross-strait differences of the National Academy for Educational Research and
# Wikipedia's conversion groups; Hong Kong shares most words and lacks only the last ones.
MAINLAND = {
    "zh-Hant-TW": [
        "軟件",
        "硬件",
        "網絡",
        "互聯網",
        "視頻",
        "音頻",
        "芯片",
        "信息",
        "數碼相機",
        "打印",
        "激光",
        "博客",
        "短信",
        "服務器",
        "存儲",
        "內存",
        "硬盤",
        "鼠標",
        "屏幕",
        "界面",
        "默認",
        "兼容",
        "登錄",
        "賬號",
        "賬戶",
        "初創",
        "報道",
        "質量",
        "首席執行官",
        "首席運營官",
        "首席財務官",
        "出租車",
        "摩托車",
        "公交車",
        "地鐵站台",
        "幼兒園",
        "酸奶",
        "方便麵",
        "西紅柿",
        "土豆",
        "導彈",
        "航天",
        "宇航員",
        "特朗普",
        "奧巴馬",
        "悉尼",
        "新西蘭",
        "沙特阿拉伯",
        "意大利",
        "朝鮮半島",
        "人工智能",
        "云計算",
        "雲計算",
        "雲端計算",
        "數據庫",
        "操作系統",
        "搜索引擎",
        "程序員",
        "在線",
        "離線",
        "智能手機",
        "筆記本電腦",
        "優盤",
        "二維碼",
        "反饋",
        "高清",
    ],
    "zh-Hant-HK": [
        "芯片",
        "視頻通話",
        "短信",
        "打印",
        "激光",
        "博客",
        "首席執行官",
        "首席運營官",
        "首席財務官",
        "出租車",
        "摩托車",
        "西紅柿",
        "土豆",
        "公交車",
        "酸奶",
        "方便麵",
        "程序員",
        "服務器",
        "硅谷",
        "優盤",
        "筆記本電腦",
        "質量",
        "人工智慧",
        "網路",
        "軟體",
        "晶元",
    ],
}
QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"))
AROUND = 6


def unbalanced_quotes(articles: Iterable[Article]) -> Iterator[Problem]:
    """Quotation marks of a source that open and do not close, or the other way round."""
    for article in articles:
        for block in article.blocks:
            if not article.lang.startswith("zh"):
                continue
            for left, right in QUOTES[:1] + QUOTES[2:]:
                opened, closed = block.text.count(left), block.text.count(right)
                if opened != closed:
                    message = f"¶{block.n} has {opened} {left} and {closed} {right}."
                    yield Problem(
                        article.path, 0, message, "The source is shown as it is; a note may say so."
                    )


def surviving_words(
    articles: Sequence[Article], variants: Iterable[str], converters: Converters
) -> Iterator[Problem]:
    """Mainland words that stand in a Taiwan or Hong Kong edition and nobody settled."""
    for variant, converter, article in _converted(articles, variants, converters):
        for n, text, settled in _open_text(article, converter):
            shown = converter.convert(text, article.slug)
            for word in MAINLAND.get(variant, ()):
                if word in shown and not any(word in one for one in settled):
                    at = shown.index(word)
                    context = shown[max(0, at - AROUND) : at + len(word) + AROUND]
                    hint = "Give the word a form in seeds/_glossary.yml, or enter it as it is with the reason."
                    yield Problem(
                        article.path, 0, f"{variant} ¶{n} keeps “{word}”: …{context}…", hint
                    )


def disagreements(
    articles: Sequence[Article],
    variants: Iterable[str],
    converters: Converters,
    second: Callable[[str], str],
) -> Iterator[Problem]:
    """Characters that a second engine, `second`, writes otherwise in Traditional script."""
    for variant, converter, article in _converted(articles, variants, converters):
        if article.lang != "zh-Hans":
            continue
        first = engine("zh-Hans", variant, regional=False)
        # The other region's standard form of a character is no disagreement.
        others = "zh-Hant-TW" if variant == "zh-Hant-HK" else "zh-Hant-HK"
        alike = engine(others, variant)
        for n, text, _ in _open_text(article, converter):
            spans = converter.lexicon.settled(text, article.slug)
            ours, theirs = first(text), alike(second(text))
            if not len(ours) == len(theirs) == len(text):
                continue
            for at, (one, other) in enumerate(zip(ours, theirs, strict=True)):
                settled = any(span.start <= at < span.end for span in spans)
                if one != other and HAN.match(one) and not settled:
                    context = text[max(0, at - AROUND) : at + AROUND + 1]
                    message = f"{variant} ¶{n}: {text[at]} is {one} here, {other} by the second engine: …{context}…"
                    yield Problem(
                        article.path,
                        0,
                        message,
                        "Settle the word in seeds/_glossary.yml if need be.",
                    )


def unmatched_terms(
    articles: Sequence[Article], variants: Iterable[str], converters: Converters, glossary: Glossary
) -> list[Problem]:
    """Entries of the glossary that match nothing in any article."""
    used: set[int] = set()
    for _, converter, article in _converted(articles, variants, converters):
        for block in (article.title, *article.blocks):
            converter.lexicon.settled(block.text, article.slug)
        for summary in article.summaries:
            converter.lexicon.settled(summary.text, article.slug)
        used |= converter.lexicon.used
    return [
        Problem(
            term.path,
            term.line,
            f"“{term.forms['zh-Hans']}” matches nothing.",
            "Harmless if it is meant for articles to come.",
        )
        for term in glossary.terms
        if id(term) not in used
    ]


def _converted(
    articles: Sequence[Article], variants: Iterable[str], converters: Converters
) -> Iterator[tuple[str, Converter, Article]]:
    for variant in variants:
        for article in articles:
            converter = converters.get(article.lang, variant)
            if converter:
                yield variant, converter, article


def _open_text(article: Article, converter: Converter) -> Iterator[tuple[int, str, list[str]]]:
    """Each block's number and text, and the words in it that are settled."""
    for block in (article.title, *article.blocks):
        if block.text and block.kind != "code":
            settled = [one.words for one in converter.lexicon.settled(block.text, article.slug)]
            yield block.n, block.text, settled
