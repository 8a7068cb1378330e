"""What boilerplate says of itself: tables of class names and set phrases.

A class name counts as a whole word (`share-bar` is share and bar; `shareholder` is not
share). A phrase counts only for a short block, which `chars` bounds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossier.extract.wordlist import by_word

SHARE = "share links"
RELATED = "related articles"
PROMOTION = "promotion"
ADVERTISEMENT = "advertisement"
COPY = "duplicate copy"
COMMENTS = "reader comments"
NAVIGATION = "navigation"
DISCLAIMER = "disclaimer"
INTERFACE = "page controls"
FOOTER = "footer"
HEADER = "scraper header"
OUTSIDE = "outside the article"
MARKUP = "markup"
EDITOR = "editor"
INVISIBLE = "invisible characters"
HIDDEN = "hidden from readers"
TWIN = "second writing of a formula"

CLASS_WORDS = by_word("boxes")
TAGS = by_word("box_tags")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase of boilerplate; `linked`: only where the block also holds a link."""

    reason: str
    pattern: re.Pattern[str]
    chars: int
    linked: bool = False


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"^[\W_]{{0,40}}(?:{words})[\W_]{{0,40}}$", re.I)


RELATED_HEAD = re.compile(
    r"^\W{0,3}(?:相[关關](?:阅读|閱讀|报道|報道|報導|新闻|新聞|文章|链接|連結|鏈接)|延伸(?:阅读|閱讀)|推[荐薦](?:阅读|閱讀)"
    r"|更多(?:新闻|新聞|文章|报道|報道|報導|阅读)|[热熱][门門](?:文章|新闻|新聞|推荐|推薦)|猜你喜[欢歡]|你可能(?:也|还)?(?:喜欢|想看)"
    r"|related(?: articles?| stories| posts| news| coverage)?|see also|read (?:more|also|next)|more (?:from|on|stories)"
    r"|you may (?:also )?like|recommended(?: for you| stories)?|most (?:read|popular)|trending"
    r"|(?:à )?lire (?:aussi|également)|sur le même (?:sujet|thème)|articles? liés|mehr zum thema|lesen sie auch)"
    r"\b[^。！？.!?]{0,30}$",
    re.I,
)
# What publishers and feeds set under every text of theirs. Better Feed and "The post … appeared
# first on" are WordPress's; 汤森路透 is Reuters; the link bars are those of GitHub mirrors.
STANDING = re.compile(
    r"^\W{0,3}(?:Feed enhanced by|The post .{1,200} (?:first )?appeared first on|The post .{1,200} first appeared on|© .{1,60}[|｜]\s*Permalink"
    r"|我们的标准[:：]\s*汤森路透|CD[ST]档案\s*[|｜]|手机上长按并复制|(?:点击|點擊)?查看本文(?:英|中)文版)",
    re.I | re.S,
)
# Players and charts that do not run here (BBC, Chrome, JavaScript libraries).
PLAYER = re.compile(
    r"^\W{0,3}(?:[您你]的(?:器材|设备|裝置|浏览器|瀏覽器)不支[持援]|要使用[这這][个個]功能|要[显顯]示更多[资資][料讯訊]|(?:this )?video can(?:not| not) be played|media playback is unsupported"
    r"|(?:please )?enable javascript|your browser does not support|votre navigateur ne|image\W*$|放大到\W*$|[显顯]示\W*$|[筛篩][选選]\W*$|[继繼][续續][浏瀏][览覽][后後][续續]"
    r"|(?:最近更新|最后更新|最後更新)?\W{0,3}\d{1,2}\s?(?:分[钟鐘]|小[时時]|天|周|週|个月|個月)前\W*$|you[’']ve hit the wall)",
    re.I,
)
BANNER = _whole(
    r"advertisement|advertising|sponsored(?: content)?|publicité|anzeige|werbung|广告|廣告"
)
COPYRIGHT = re.compile(r"^\W*(?:©|copyright\b|\(c\))\W*(?:(?:19|20)\d\d)?[\w .,/&-]{0,40}$", re.I)
PHRASES = (
    Phrase(
        SHARE,
        _whole(
            r"分享(?:到|至|给好友|此文|本文|文章)?|[转轉][发發](?:到|至)?|share(?: this)?(?: article| story| post| page| on \w+)?"
            r"|partager(?: l'article| sur \w+)?|teilen|compartir|tweet(?:er)?|facebook|twitter|whatsapp|telegram|linkedin|line|weibo"
            r"|微信|微博|reposter|email this|send by email|envoyer par (?:e-?mail|courriel)"
        ),
        30,
    ),
    Phrase(
        SHARE,
        _whole(
            r"(?:分享(?:到|至)?|[转轉][发發](?:到|至)?|share (?:on|to|via)|partager (?:sur|via)|teilen auf)\s*[:：]?\s*"
            r"(?:(?:微博|新浪微博|微信|朋友圈|QQ空[间間]|QQ|人人[网網]?|豆瓣|[脸臉][书書]|推特|facebook|twitter|x|line"
            r"|whatsapp|telegram|linkedin|reddit|e-?mail|[邮郵]件|[电電][邮郵]|plurk)[\s,，、|/·]*)+"
        ),
        60,
    ),
    Phrase(
        INTERFACE,
        _whole(
            r"打印(?:本页|本文)?|列印|字[号號]|大\s*中\s*小|[评評][论論]|留言|回[复覆]|[点點][赞讚]|收藏|关注|關注|订阅|訂閱|举报|展开全文|收起|返回(?:顶部|首页)?"
            r"|查看原文|[阅閱][读讀](?:原文|全文)|复制链接|複製連結|加载中|下一页|上一页|voir l[’']original|récompense|j[’']aime"
            r"|commentaires?|commenter|répondre|like|likes|comments?|reply|print|e-?mail|follow|copy link|back to top|loading"
            r"|read (?:the )?(?:original|full (?:article|story))|view original|imprimer|suivre|enregistrer|save|listen|écouter|\d+\s*/\s*\d{2,4}"
        ),
        40,
    ),
    Phrase(
        DISCLAIMER,
        re.compile(
            r"^\W{0,3}(?:免[责責][声聲]明|版[权權][声聲]明|特[别別][声聲]明|[声聲]明[:：]|disclaimer\b|avertissement\s*:|haftungsausschluss)"
            r"|^(?:摘[编編译譯]自|以上|文章|本文)?.{0,24}不代表.{1,16}(?:立场|立場|观点|觀點)|[发發]表的都是[个個]人[观觀][点點]"
            r"|^\W{0,2}(?:©|\(c\)|copyright)\s*(?:\d{4}|.{0,30}(?:all rights reserved|版[权權]))"
            r"|本文(?:仅|僅|只)?代表作者|不代表本(?:站|网|網|刊|台)(?:的)?(?:立场|立場|观点|觀點)|不构成(?:任何)?(?:投资|投資)|不構成(?:任何)?投資"
            r"|如无.{0,20}特别授权.{0,10}不得|未[经經].{0,12}(?:授权|授權|许可|許可).{0,10}(?:不得|禁止|严禁|嚴禁)"
            r"|ne garantit ni l|does not guarantee the|for informational purposes only|all rights reserved\W*$|tous droits réservés\W*$",
            re.I,
        ),
        500,
    ),
    Phrase(FOOTER, STANDING, 600),
    # What platforms write under a post: Zhihu, Weibo, Douban; PTT's boards.
    Phrase(
        INTERFACE,
        re.compile(
            r"^\W{0,3}(?:(?:发布|编辑|创作|修改|發布|編輯)于\s*(?:\d{4}|昨天|今天|\d+\s*(?:分钟|小时|天))|IP\s?[属屬]地|今天\s*\d\d:\d\d\s*来自|.{0,20}来自\s*.{1,20}(?:客户端|超话)"
            r"|转发\s*\d+\s*评论\s*\d+|[轉转][发發]\W{1,3}[评評][论論]\W{1,3}[赞讚]|轻触阅读原文|向上滑动看下一个|继续滑动看下一个|预览时标签不可点|微信扫一扫|知道了$"
            r"|[赞赞]同\s*\d|\d+\s*(?:人)?(?:赞同|点赞|喜欢|收藏)|添加评论|申请转载|写评论|展开[阅閱][读讀]全文|(?:点击|點擊)上方.{0,12}(?:关注|關注)|长按.{0,8}(?:识别|关注|二维码))",
        ),
        80,
    ),
    Phrase(COMMENTS, re.compile(r"^(?:推|噓|嘘|→)\s+[A-Za-z]\w{1,12}\s*[:：]"), 200),
    Phrase(
        FOOTER, re.compile(r"^\W{0,6}※\s*(?:發信站|发信站|文章網址|編輯|转录者|轉錄者|批踢踢)"), 400
    ),
    Phrase(
        PROMOTION,
        re.compile(
            r"(?:^|[|｜\s])(?:一[键鍵]|手把手|免[费費])?翻[墙牆](?:软件|軟件|教程|必看|工具)|下[载載].{0,8}(?:app|软件|軟件|客户端|应用)|扫(?:码|描).{0,12}|二维码|公众号|公眾號|订阅|訂閱|免费.{0,6}(?:app|vpn)"
            r"|加入我们的|(?:sign up|subscribe).{0,40}(?:newsletter|updates|channel|inbox)|abonnez-vous|newsletter|download (?:our|the) app"
            r"|télécharge[rz].{0,20}appli",
            re.I,
        ),
        220,
        linked=True,
    ),
    Phrase(
        PROMOTION,
        re.compile(
            r"^\W{0,3}(?:大[陆陸][网網]友注意|微信搜[索尋]|[诚誠]征[荣榮][誉譽]|感[谢謝][阅閱][读讀].{0,20}(?:点击|點擊).{0,10}[订訂][阅閱]"
            r"|获取更多RSS|(?:sign up|subscribe) .{0,40}(?:newsletter|updates|channel|inbox))|敬[请請]收[看听聽]\W*$",
            re.I,
        ),
        300,
    ),
    Phrase(
        PROMOTION,
        re.compile(
            r"^\W{0,3}(?:(?:欢迎|歡迎|请|請)?(?:关注|關注|订阅|訂閱|扫码|長按|长按|下载|下載).{0,40}(?:公众号|公眾號|二维码|app|频道|頻道|newsletter|电邮|電郵|应用程序|客户端|新闻信)"
            r"|(?:sign up|subscribe) (?:for|to) (?:our|the|my)|abonnez-vous|inscrivez-vous à (?:la|notre) newsletter"
            r"|download (?:our|the) .{0,20}app\b)",
            re.I,
        ),
        120,
    ),
)
# “Fig. 1:” under a picture; in running text it opens no line.
FIGURE_HEAD = re.compile(
    r"^(?:[图圖][一二三四五六七八九十\d～~\-–、]{1,7}|(?:fig|figure|abb)\.? ?\d{1,3})\s*[:：]", re.I
)
CREDIT_TAIL = re.compile(
    r"[（(【\[](?:[图圖照]|[网網][络絡路]|[视視][频頻]|影片|截[图圖]|[资資]料|photo|image|via|getty|ap\b|afp\b|reuters)[^）)】\]]{0,60}[）)】\]]\W*$"
    r"|(?:[图圖](?:片|像)?|照片|[摄攝]影)(?:[来來]源)?\s*[:：/／][^。！？]{1,40}$",
    re.I,
)
CAPTION_HEAD = re.compile(
    r"^(?:图像加注文字|圖像加註文字|图像来源|圖像來源|图片来源|圖片來源|影片來源|影片来源|视频来源|视频加注文字|視頻加註文字|图[:：]|圖[:：]|image caption|image source|photo caption)\s*[,，:：]?",
    re.I,
)
CREDIT = re.compile(
    r"^[\W_]*(?:(?:图|圖|图片|圖片|照片|摄影|攝影|photo(?:graph)?|image|crédits?|credit|bild|getty images|getty|reuters|afp|ap|epa|xinhua)\b"
    r"|©|.{0,14}(?:路透社?|法新社|美联社|美聯社|新华社|新華社|中新社|视觉中国|資料照|资料图|档案照|檔案照|图片|圖片)[\W_]*$)",
    re.I,
)
NOTICE_HEAD = re.compile(
    r"^\W{0,3}(?:备注|備註|注意|提示|说明|說明|温馨提示|注|note|n\.?b\.?|remarque|hinweis)\s*[:：]",
    re.I,
)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u25b6\u25ba]")
SENTENCE_END = re.compile(r"[。！？；…!?;.][”’」』\"')）\]】]*\s*$")
COMMENT_STAMP = re.compile(
    r"^[·•\-–|\s]*(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T,]+\d{1,2}:\d\d(?::\d\d)?)?|\d+ ?(?:minutes?|hours?|days?|heures?|jours?|小时|小時|分钟|分鐘|天|年|个月)(?: ago|前)|il y a \d+ \w+)"
    r"(?:[\s·|]*+(?:回[复覆]|reply|répondre|赞|讚|like|\d++))*+\s*$",
    re.I,
)
COMMENT_HEAD = _whole(
    r"(?:\d+\s*(?:条|則|个)?)?\s*(?:网友|網友|读者|讀者|最新|热门|全部|用户)?(?:评论|評論|留言|跟帖)(?:区|區)?(?:\s*\d+)?|(?:\d+\s+)?commentaires?(?:\s*\d+)?|(?:\d+\s+)?comments?(?:\s*\d+)?|leave a (?:reply|comment)"
)
