"""The real dossier in Taiwan and Hong Kong: wording that a reader there would trip over.

Each line is a piece of one of the five articles and what must stand for it; the pieces are
facts of the articles, the forms those that papers in Taipei and Hong Kong print.
"""

from __future__ import annotations

import pytest

from dossier.convert.variants import Converter
from dossier.model import Article
from support.dossiers import real_dossier


def converter(variant: str) -> Converter:
    converter = real_dossier().converters.get("zh-Hans", variant)
    assert converter
    return converter


def article_with(piece: str) -> Article:
    """The one article that has these words."""
    (match,) = [
        article
        for article in real_dossier().articles
        if any(piece in block.text for block in article.blocks)
    ]
    return match


def in_edition(piece: str, variant: str) -> str:
    """The whole block that has these words, in a variant: what surrounds them counts too."""
    article = article_with(piece)
    block = next(item for item in article.blocks if piece in item.text)
    return converter(variant).convert(block.text, article.slug)


PIECES = [
    # source, Taiwan, Hong Kong
    ("神秘货物的消息正在传播", "神祕貨物的消息正在傳播", "神秘貨物的消息正在傳播"),
    ("的设备并不足以", "的設備並不足以", "的設備並不足以"),
    ("消息灵通的美日财经", "消息靈通的美日財經", "消息靈通的美日財經"),
    ("“中国技术的质量”", "「中國技術的品質」", "「中國技術的質素」"),
    ("伊弗里地缘政治技术中心", "伊弗里地緣政治技術中心", "伊弗里地緣政治技術中心"),
    ("被许多国家视为“人造卫星”", "被許多國家視為「人造衛星」", "被許多國家視為「人造衛星」"),
    ("据《南华早报》报道", "據《南華早報》報導", "據《南華早報》報道"),
    ("已经拥有 1 亿用户", "已經擁有 1 億用戶", "已經擁有 1 億用戶"),
    ("在电子邮件声明中说", "在電子郵件聲明中說", "在電子郵件聲明中說"),
    ("其合作伙伴微软", "其合作夥伴微軟", "其合作夥伴微軟"),
    ("数字嘴巴里会吐出些什么", "數位嘴巴裡會吐出些什麼", "數碼嘴巴裏會吐出些什麼"),
    ("在斯坦福大学教授", "在史丹佛大學教授", "在史丹福大學教授"),
    ("百度首席执行官李彦宏", "百度執行長李彥宏", "百度行政總裁李彥宏"),
    ("储备了足够的芯片", "儲備了足夠的晶片", "儲備了足夠的晶片"),
    ("视频生成领域的真正先驱", "影片生成領域的真正先驅", "影片生成領域的真正先驅"),
    ("网络虚假信息的非营利组织", "網路虛假資訊的非營利組織", "網絡虛假資訊的非營利組織"),
    (
        "一家相对不为人所知的中国初创公司",
        "一家相對不為人所知的中國新創公司",
        "一家相對不為人所知的中國初創公司",
    ),
    (
        "此前，他自香港、上海和首尔报道",
        "此前，他自香港、上海和首爾報導",
        "此前，他自香港、上海和首爾報道",
    ),
    ("常驻台北", "常駐台北", "常駐台北"),
    ("不擅长发明在5到10年内", "不擅長發明在5到10年內", "不擅長發明在5到10年內"),
    ("在中国发布了视频生成器可灵", "在中國發布了影片生成器可靈", "在中國發佈了影片生成器可靈"),
    ("通过免费提供最先进的", "透過免費提供最先進的", "通過免費提供最先進的"),
    ("国家实验室、国家数据局", "國家實驗室、國家數據局", "國家實驗室、國家數據局"),
    (
        "上海复旦大学MOSS系统负责人邱锡鹏",
        "上海復旦大學MOSS系統負責人邱錫鵬",
        "上海復旦大學MOSS系統負責人邱錫鵬",
    ),
    ("领中资本管理合伙人黄岩", "領中資本管理合夥人黃岩", "領中資本管理合夥人黃岩"),
    (
        "日益强大的技术所需的计算芯片",
        "日益強大的技術所需的運算晶片",
        "日益強大的技術所需的計算晶片",
    ),
    ("兼CEO简仁贤", "兼CEO簡仁賢", "兼CEO簡仁賢"),
    ("投资于人工智能企业的对冲基金", "避險基金", "對沖基金"),
    ("中国风险投资家", "中國創投業者", "中國風險投資家"),
    ("风险投资公司Page One", "創投公司Page One", "風險投資公司Page One"),
    ("一项雄心勃勃的计划", "一項雄心勃勃的計畫", "一項雄心勃勃的計劃"),
    ("中国最终计划在两年内", "中國最終計劃在兩年內", "中國最終計劃在兩年內"),
    ("自己硬件的5G智能手机", "自己硬體的5G智慧型手機", "自己硬件的5G智能手機"),
    ("对计算中心等资源", "對運算中心等資源", "對計算中心等資源"),
    ("技能和计算能力", "技能和運算能力", "技能和計算能力"),
    ("但中国科技行业的许多人", "但中國科技業的許多人", "但中國科技行業的許多人"),
    ("基于行业标准测试", "基於業界標準測試", "基於行業標準測試"),
    ("01.AI的创始人李开复", "01.AI的創辦人李開復", "01.AI的創辦人李開復"),
    ("杜克大学电气和计算机工程", "杜克大學電機與計算機工程", "杜克大學電氣和電腦工程"),
    ("演示被曝是", "展示被爆是", "演示被曝是"),
    ("女权主义以及中国房地产危机", "女性主義以及中國房地產危機", "女權主義以及中國房地產危機"),
    ("珍妮·肖（音）", "珍妮·蕭（音）", "珍妮·蕭（音）"),
    ("将难以积累", "將難以累積", "將難以積累"),
    ("选择公开发布的做法", "選擇公開發布的做法", "選擇公開發佈的做法"),
    ("第一财经报导", "第一財經報導", "第一財經報道"),
    ("获得高品质数据", "獲得高品質", "獲得高品質數據"),
    ("高投入、高风险、高回报的领域", "高報酬的領域", "高回報的領域"),
    ("根据调研公司W3Techs的数据", "根據研調公司W3Techs的數據", "根據調研公司W3Techs的數據"),
    ("绝大部分用户的市场", "絕大部分用戶的市場", "絕大部分用戶的市場"),
    ("把核心程式师挖出来", "把核心程式師挖出來", "把核心程式員挖出來"),
    ("市值逾10亿美金的新创公司", "市值逾10億美金的新創公司", "市值逾10億美金的初創公司"),
    ("可以指望秘密交付", "可以指望祕密交付", "可以指望秘密交付"),
    ("专家委员会联合主席", "專家委員會共同主席", "專家委員會聯合主席"),
    ("增建 20 个计算机中心", "增建 20 個電腦中心", "增建 20 個電腦中心"),
    ("Dealroom.co 收集的数据", "Dealroom.co 收集的數據", "Dealroom.co 收集的數據"),
    ("世界上最好的推荐算法", "世界上最好的推薦演算法", "世界上最好的推薦演算法"),
    ("并于周三向全球用户开放", "並於週三向全球用戶開放", "並於周三向全球用戶開放"),
    ("法国快讯周刊引述", "法國快訊週刊引述", "法國快訊周刊引述"),
    ("融资频次与体量", "融資頻次與規模", "融資頻次與體量"),
    ("对构建人工智能至关重要", "對建構人工智慧", "對構建人工智能"),
    ("推出在线聊天机器人", "推出線上聊天機器人", "推出網上聊天機械人"),
    ("一个国家共用开放生态", "一個國家", "一個國家共享開放生態"),
    ("虚拟现实和其他", "虛擬實境和其他", "虛擬實境和其他"),
    ("短时间内运营", "短時間內營運", "短時間內營運"),
    ("核心是算法", "核心是演算法", "核心是演算法"),
    ("人工智能、无人驾驶汽车、机器人", "無人駕駛汽車、機器人", "無人駕駛汽車、機械人"),
    ("简单的文本指令", "簡單的文字指令", "簡單的文字指令"),
    ("维利特表示, “这种情况", "維利特表示，「這種情況", "維利特表示，「這種情況"),
]


@pytest.mark.parametrize(("source", "taiwan", "hong_kong"), PIECES)
def test_a_piece_reads_as_papers_there_print_it(source: str, taiwan: str, hong_kong: str) -> None:
    """In its whole block, since neighbours decide."""
    assert taiwan in in_edition(source, "zh-Hant-TW")
    assert hong_kong in in_edition(source, "zh-Hant-HK")


# The glossary on words of other texts: a rule must hold wherever it applies, and nowhere else.
ELSEWHERE = [
    ("警方揭秘诡秘案件，奥秘藏在秘密里", "警方揭祕詭祕案件，奧祕藏在祕密裡", ""),
    ("秘鲁总统的秘书长", "秘魯總統的秘書長", "秘魯總統的秘書長"),
    ("图表未注日期", "圖表未註日期", "圖表未註日期"),
    ("未注意，未注册，未注资", "未注意，未註冊，未注資", "未注意，未註冊，未注資"),
    ("芯片代工企业", "晶圓代工企業", "晶片代工企業"),
    ("微芯片代工", "微晶片代工", "微晶片代工"),
    ("联合主席团", "聯合主席團", "聯合主席團"),
    ("清华大学计算机中心", "清華大學計算機中心", ""),
    ("据民政部门提供的数据，", "據民政部門提供的數據，", "據民政部門提供的數據，"),
    ("根据用户输入的数据，", "根據使用者輸入的資料，", "根據用戶輸入的數據，"),
    ("数据库、数据中心", "資料庫、資料中心", "數據庫、數據中心"),
    ("来源文件与中央文件", "來源檔案與中央文件", "來源檔案與中央文件"),
    ("新创企业的重新创作", "新創企業的重新創作", "初創企業的重新創作"),
    ("台湾用词（网路、程式师）", "台灣用詞（網路、程式師）", "台灣用詞（網路、程式師）"),
    ("上周末的《经济学人》周刊", "", "上周末的《經濟學人》周刊"),
    ("周杰伦周游，周而复始", "周杰倫周遊，周而復始", "周杰倫周遊，周而復始"),
    ("亚洲周刊", "亞洲週刊", "亞洲週刊"),
    ("著名的著作显著", "著名的著作顯著", "著名的著作顯著"),
    ("空气质量、教学质量", "空氣品質、教學品質", "空氣質素、教學質素"),
    ("高质量发展、质量守恒", "高質量發展、質量守恆", "高質量發展、質量守恆"),
    ("太阳质量、从数量型到质量型", "太陽質量、從數量型到", "太陽質量、從數量型到質量型"),
    ("用户过百万，用户数据、用户名", "用戶過百萬，使用者資料、使用者名稱", ""),
    ("活跃用户与用户界面", "活躍用戶與使用者介面", "活躍用戶與用戶界面"),
]


@pytest.mark.parametrize(("source", "taiwan", "hong_kong"), ELSEWHERE)
def test_a_rule_holds_in_other_texts(source: str, taiwan: str, hong_kong: str) -> None:
    """And spares the words that only look alike."""
    assert taiwan in converter("zh-Hant-TW").convert(source)
    assert hong_kong in converter("zh-Hant-HK").convert(source)


def test_no_source_name_is_left_half_converted() -> None:
    """A name stands as one form in all blocks of an edition."""
    for variant in ("zh-Hant-TW", "zh-Hant-HK"):
        words = converter(variant).convert("李开复说，李彦宏和陈怡然同意")
        assert words == "李開復說，李彥宏和陳怡然同意"


AI_SYSTEMS = [
    "ChatGPT",
    "GPT",
    "GPT-2",
    "GPT-3",
    "GPT-3.5",
    "GPT-4",
    "LLaMA",
    "LaMDA",
    "Bard",
    "Sora",
    "PixVerse",
    "AlphaGo",
    "MOSS",
    "文心一言",
    "可灵",
    "小冰",
    "飞桨",
]


def test_each_ai_system_of_the_articles_is_in_the_register() -> None:
    """They are what the dossier is about."""
    known = {
        form
        for entity in real_dossier().register.entities
        if entity.type == "ai-system"
        for form in entity.forms
    }
    assert [name for name in AI_SYSTEMS if name not in known] == []


def mentions(surface: str) -> list[tuple[str, str]]:
    """(entity, the words marked) of every mention that overlaps `surface` in any article."""
    return [
        (mention.entity, block.text[mention.span.start : mention.span.end])
        for article in real_dossier().articles
        for block in article.blocks
        for mention in block.mentions
        for at in [block.text.find(surface)]
        if at >= 0 and mention.span.start < at + len(surface) and at < mention.span.end
    ]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("约翰·科克", []),  # a chair's title, not he
        ("华盛顿大学", [("university-of-washington", "华盛顿大学")]),
        ("一些中国人担心", []),  # people, not the place
        ("《纽约时报》采访", [("new-york-times", "纽约时报")]),
    ],
)
def test_what_only_looks_like_a_name_is_none(words: str, marked: list[tuple[str, str]]) -> None:
    """The traps of the five texts."""
    assert mentions(words) == marked


def test_french_words_that_hold_a_name_are_no_mentions() -> None:
    """dernière is not Ernie, machine is not Chine."""
    surfaces = {
        block.text[mention.span.start : mention.span.end]
        for article in real_dossier().articles
        if article.lang == "fr"
        for block in article.blocks
        for mention in block.mentions
    }
    assert not {"ernie", "erni", "chine", "China"} & surfaces
    assert "Chine" in surfaces
