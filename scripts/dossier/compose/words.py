"""Every word of the frame, natural in each language and not converted from one another.

A row is a key and its text in the order of TAGS. `{…}` are filled by `Words.__call__`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TAGS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "en", "fr")

TABLE: dict[str, tuple[str, str, str, str, str]] = {
    # --- frame
    "articles": ("文章", "文章", "文章", "Articles", "Articles"),
    "compare": ("对照", "對照", "對照", "Compare", "Comparer"),
    "timeline": ("时间线", "時間軸", "時間線", "Timeline", "Chronologie"),
    "entities": ("名录", "名錄", "名錄", "Names", "Noms"),
    "notes": ("批注", "批註", "批註", "Notes", "Notes"),
    "about": ("关于", "關於", "關於", "About", "À propos"),
    "search": ("搜索", "搜尋", "搜尋", "Search", "Rechercher"),
    "skip": ("跳到正文", "跳至內文", "跳至內文", "Skip to the text", "Aller au texte"),
    "theme": ("明暗", "明暗模式", "明暗模式", "Light or dark", "Clair ou sombre"),
    "auto": ("跟随系统", "依系統設定", "跟隨系統", "As the system", "Comme le système"),
    "light": ("浅色", "淺色", "淺色", "Light", "Clair"),
    "dark": ("深色", "深色", "深色", "Dark", "Sombre"),
    "edition": ("字体版本", "字體版本", "字體版本", "Edition", "Édition"),
    "footer_note": (
        "正文是各来源自己的话；朱色是编者的话。",
        "內文是各來源自己的話；朱色是編者的話。",
        "內文是各來源自己的話；朱色是編者的話。",
        "The text is each source’s own words; vermilion is the editor’s.",
        "Le texte est celui des sources ; le vermillon, celui de la rédaction.",
    ),
    "method": ("方法与权利", "方法與權利", "方法與權利", "Method and rights", "Méthode et droits"),
    "data": ("数据下载", "資料下載", "數據下載", "Data", "Données"),
    "copy_link": ("复制链接", "複製連結", "複製連結", "Copy link", "Copier le lien"),
    "copied": ("已复制", "已複製", "已複製", "Copied", "Copié"),
    "cite_paragraph": (
        "引用本段",
        "引用本段",
        "引用本段",
        "Cite this paragraph",
        "Citer ce paragraphe",
    ),
    "other_editions": ("其他版本", "其他版本", "其他版本", "Other editions", "Autres éditions"),
    "not_found": ("没有这一页", "找不到這一頁", "找不到這一頁", "No such page", "Page introuvable"),
    "not_found_text": (
        "地址可能有误，或这一页已经移走。",
        "網址可能有誤，或這一頁已經移走。",
        "網址可能有誤，或這一頁已經移走。",
        "The address may be wrong, or the page has moved.",
        "L’adresse est peut-être erronée, ou la page a été déplacée.",
    ),
    # --- editions
    "edition_name": ("简体", "繁體台灣", "繁體香港", "English", "Français"),
    "edition_short": ("简", "台", "港", "En", "Fr"),
    # --- variants, as the page's own language calls them
    "variant_zh-Hans": ("简体", "簡體", "簡體", "Simplified", "Simplifié"),
    "variant_zh-Hant-TW": (
        "繁体台湾",
        "繁體台灣",
        "繁體台灣",
        "Traditional, Taiwan",
        "Traditionnel, Taïwan",
    ),
    "variant_zh-Hant-HK": (
        "繁体香港",
        "繁體香港",
        "繁體香港",
        "Traditional, Hong Kong",
        "Traditionnel, Hong Kong",
    ),
    # --- languages of articles
    "lang_zh-Hans": ("简体中文", "簡體中文", "簡體中文", "Simplified Chinese", "Chinois simplifié"),
    "lang_zh-Hant": (
        "繁体中文",
        "繁體中文",
        "繁體中文",
        "Traditional Chinese",
        "Chinois traditionnel",
    ),
    "lang_zh": ("中文", "中文", "中文", "Chinese", "Chinois"),
    "lang_fr": ("法文", "法文", "法文", "French", "Français"),
    "lang_en": ("英文", "英文", "英文", "English", "Anglais"),
    "lang_de": ("德文", "德文", "德文", "German", "Allemand"),
    "lang_es": ("西班牙文", "西班牙文", "西班牙文", "Spanish", "Espagnol"),
    "lang_it": ("意大利文", "義大利文", "意大利文", "Italian", "Italien"),
    "lang_pt": ("葡萄牙文", "葡萄牙文", "葡萄牙文", "Portuguese", "Portugais"),
    "lang_nl": ("荷兰文", "荷蘭文", "荷蘭文", "Dutch", "Néerlandais"),
    "lang_ru": ("俄文", "俄文", "俄文", "Russian", "Russe"),
    "lang_ja": ("日文", "日文", "日文", "Japanese", "Japonais"),
    "lang_ko": ("韩文", "韓文", "韓文", "Korean", "Coréen"),
    "lang_und": ("语言不详", "語言不詳", "語言不詳", "Unknown language", "Langue inconnue"),
    "short_zh-Hans": ("简体", "簡體", "簡體", "Simplified", "Simplifié"),
    "short_zh-Hant": ("繁体", "繁體", "繁體", "Traditional", "Traditionnel"),
    # --- article
    "minutes": ("约{n}分钟", "約{n}分鐘", "約{n}分鐘", "about {n} min", "environ {n} min"),
    "min": ("{n}分", "{n}分", "{n}分", "{n} min", "{n} min"),
    "untitled": ("（无题）", "（無題）", "（無題）", "(untitled)", "(sans titre)"),
    "unknown": ("不详", "不詳", "不詳", "unknown", "inconnu"),
    "source_unknown": ("来源不详", "來源不詳", "來源不詳", "Source unknown", "Source inconnue"),
    "date_unknown": ("日期不详", "日期不詳", "日期不詳", "undated", "sans date"),
    "not_after": (
        "不晚于{date}",
        "不晚於{date}",
        "不遲於{date}",
        "no later than {date}",
        "au plus tard le {date}",
    ),
    "via": ("经{via}转载", "經{via}轉載", "經{via}轉載", "via {via}", "via {via}"),
    "verbatim_zh-Hans": (
        "原文即简体，逐字照录。",
        "原文為簡體。",
        "原文為簡體。",
        "In Simplified Chinese, word for word as in the source.",
        "En chinois simplifié, tel que dans la source.",
    ),
    "verbatim_zh-Hant": (
        "原文为繁体。",
        "原文即繁體，逐字照錄。",
        "原文即繁體，逐字照錄。",
        "In Traditional Chinese, word for word as in the source.",
        "En chinois traditionnel, tel que dans la source.",
    ),
    "verbatim": (
        "{language}原文，各字体版本同文。",
        "{language}原文，各字體版本同文。",
        "{language}原文，各字體版本同文。",
        "{language}, the same in each edition.",
        "{language}, le même texte dans chaque édition.",
    ),
    "converted": (
        "由{language}原文转换而来，用字用语依本集词表。",
        "由{language}原文轉換而成，用字用語依本集詞表。",
        "由{language}原文轉換而成，用字用語依本集詞表。",
        "Converted from {language}.",
        "Converti du {language}.",
    ),
    "see_source_text": (
        "看原文",
        "看{language}原文",
        "看{language}原文",
        "See the source text",
        "Voir le texte source",
    ),
    "source_page": ("来源网页", "來源網頁", "來源網頁", "Source page", "Page d’origine"),
    "original_title": ("原题", "原題", "原題", "Original title", "Titre original"),
    "heed": ("留意", "留意", "留意", "Mind", "Attention"),
    "summary": ("摘要", "摘要", "摘要", "Summary", "Résumé"),
    "by_editor": ("编者", "編者", "編者", "by the editor", "par la rédaction"),
    "by_extract": (
        "摘自原文句子",
        "摘自原文句子",
        "摘自原文句子",
        "sentences of the text",
        "phrases du texte",
    ),
    "no_summary": (
        "原文没有可摘的完整句子。",
        "原文沒有可摘的完整句子。",
        "原文沒有可摘的完整句子。",
        "The text has no whole sentence to quote.",
        "Le texte n’a pas de phrase entière à citer.",
    ),
    "body": ("正文", "內文", "內文", "Text", "Texte"),
    "figure_absent": (
        "图片未收入本站",
        "本站未收錄圖片",
        "本站未收錄圖片",
        "The picture is not kept here",
        "L’image n’est pas conservée ici",
    ),
    "figure_link": ("查看原图", "檢視原圖", "檢視原圖", "See the original", "Voir l’original"),
    "figure_alt": (
        "图片说明：{alt}",
        "圖片說明：{alt}",
        "圖片說明：{alt}",
        "Described as: {alt}",
        "Décrite ainsi : {alt}",
    ),
    # --- provenance
    "provenance": ("出处", "出處", "出處", "Provenance", "Provenance"),
    "original": ("原文", "原文", "原文", "Original", "Original"),
    "no_address": (
        "文件未载原文网址",
        "檔案未載原文網址",
        "檔案未載原文網址",
        "The file gives no address",
        "Le fichier ne donne pas d’adresse",
    ),
    "people": ("署名", "署名", "署名", "Credits", "Signatures"),
    "dates": ("日期", "日期", "日期", "Dates", "Dates"),
    "seed": ("原始文件", "原始檔", "原始檔", "Raw file", "Fichier brut"),
    "encoding": ("编码", "編碼", "編碼", "encoding", "encodage"),
    "download_seed": (
        "下载原始文件",
        "下載原始檔",
        "下載原始檔",
        "Download the raw file",
        "Télécharger le fichier brut",
    ),
    "metadata_table": (
        "元数据从何而来",
        "後設資料從何而來",
        "元數據從何而來",
        "Where the metadata comes from",
        "D’où viennent les métadonnées",
    ),
    "column_field": ("字段", "欄位", "欄位", "Field", "Champ"),
    "column_value": ("取值", "採用值", "採用值", "Value", "Valeur"),
    "column_where": ("出自", "出自", "出自", "Found in", "Trouvé dans"),
    "column_others": ("另见", "另見", "另見", "Also found", "Aussi trouvé"),
    "ledger": (
        "清理账：正文{body}字，图注{caption}字，元数据{metadata}字，删去{pieces}处共{dropped}字",
        "清理帳：內文{body}字，圖說{caption}字，後設資料{metadata}字，刪去{pieces}處共{dropped}字",
        "清理帳：內文{body}字，圖說{caption}字，元數據{metadata}字，刪去{pieces}處共{dropped}字",
        "Ledger: {body} characters of text, {caption} of captions, {metadata} of metadata; {pieces} pieces dropped, {dropped} characters",
        "Comptes : {body} caractères de texte, {caption} de légendes, {metadata} de métadonnées ; {pieces} morceaux retirés, {dropped} caractères",
    ),
    "column_to": ("去向", "去向", "去向", "Went to", "Destination"),
    "column_reason": (
        "理由或字段",
        "理由或欄位",
        "理由或欄位",
        "Reason or field",
        "Raison ou champ",
    ),
    "column_chars": ("字", "字", "字", "Chars", "Car."),
    "column_text": ("文字", "文字", "文字", "Words", "Mots"),
    "pieces": ("{n}处", "{n}處", "{n}處", "{n} pieces", "{n} morceaux"),
    "to_caption": ("图注", "圖說", "圖說", "caption", "légende"),
    "to_metadata": ("元数据", "後設資料", "元數據", "metadata", "métadonnées"),
    "to_dropped": ("删去", "刪去", "刪去", "dropped", "retiré"),
    # --- fields
    "field_title": ("标题", "標題", "標題", "title", "titre"),
    "field_publisher": ("来源", "來源", "來源", "publisher", "éditeur"),
    "field_via": ("转载者", "轉載者", "轉載者", "via", "via"),
    "field_authors": ("作者", "作者", "作者", "authors", "auteurs"),
    "field_translator": ("译者", "譯者", "譯者", "translator", "traduction"),
    "field_editors": ("编辑", "編輯", "編輯", "editors", "rédaction"),
    "field_published": ("刊出", "刊出", "刊出", "published", "publié"),
    "field_reposted": ("转载", "轉載", "轉載", "reposted", "reposté"),
    "field_scraped": ("抓取", "擷取", "擷取", "scraped", "copié"),
    "field_original_url": (
        "原文网址",
        "原文網址",
        "原文網址",
        "original address",
        "adresse d’origine",
    ),
    "field_language": ("语言", "語言", "語言", "language", "langue"),
    "field_images": ("图片", "圖片", "圖片", "images", "images"),
    # --- reasons of the ledger
    "reason_share links": ("分享链接", "分享連結", "分享連結", "share links", "liens de partage"),
    "reason_related articles": (
        "相关文章",
        "相關文章",
        "相關文章",
        "related articles",
        "articles liés",
    ),
    "reason_promotion": ("推广", "推廣", "推廣", "promotion", "promotion"),
    "reason_advertisement": ("广告", "廣告", "廣告", "advertisement", "publicité"),
    "reason_duplicate copy": (
        "重复正文",
        "重複內文",
        "重複內文",
        "duplicate copy",
        "copie en double",
    ),
    "reason_reader comments": (
        "读者评论",
        "讀者留言",
        "讀者留言",
        "reader comments",
        "commentaires",
    ),
    "reason_navigation": ("导航", "導覽", "導覽", "navigation", "navigation"),
    "reason_disclaimer": ("声明", "聲明", "聲明", "disclaimer", "avertissement"),
    "reason_page controls": (
        "页面按钮",
        "頁面按鈕",
        "頁面按鈕",
        "page controls",
        "boutons de page",
    ),
    "reason_footer": ("页脚", "頁尾", "頁尾", "footer", "pied de page"),
    "reason_scraper header": (
        "采集文件头",
        "擷取檔頭",
        "擷取檔頭",
        "scraper header",
        "en-tête de collecte",
    ),
    "reason_outside the article": (
        "正文之外",
        "內文之外",
        "內文之外",
        "outside the article",
        "hors de l’article",
    ),
    "reason_markup": ("标记符号", "標記符號", "標記符號", "markup", "balisage"),
    "reason_editor": (
        "编者删去",
        "編者刪去",
        "編者刪去",
        "dropped by the editor",
        "retiré par la rédaction",
    ),
    "reason_empty": ("空段", "空段", "空段", "empty", "vide"),
    # --- where a value was found
    "where_sidecar": ("编者", "編者", "編者", "the editor", "la rédaction"),
    "where_front matter": ("文件头", "檔頭", "檔頭", "front matter", "en-tête YAML"),
    "where_header line": ("标题行", "標題行", "標題行", "header line", "ligne d’en-tête"),
    "where_header comment": (
        "文件头注释",
        "檔頭註解",
        "檔頭註解",
        "header comment",
        "commentaire d’en-tête",
    ),
    "where_byline": ("署名行", "署名行", "署名行", "byline", "signature"),
    "where_heading": ("小标题", "標題", "標題", "heading", "titre dans le texte"),
    "where_line": ("单独一行", "單獨一行", "單獨一行", "a line of its own", "ligne isolée"),
    "where_page title": ("网页标题", "網頁標題", "網頁標題", "page title", "titre de page"),
    "where_JSON-LD": (
        "页内数据 JSON-LD",
        "頁內資料 JSON-LD",
        "頁內數據 JSON-LD",
        "JSON-LD",
        "JSON-LD",
    ),
    "where_meta": ("页内 meta", "頁內 meta", "頁內 meta", "meta", "meta"),
    "where_link canonical": (
        "规范网址",
        "正規網址",
        "正規網址",
        "canonical link",
        "lien canonique",
    ),
    "where_html lang": ("网页语言标记", "網頁語言標記", "網頁語言標記", "html lang", "html lang"),
    "where_words of the text": (
        "由正文文字判断",
        "由內文文字判斷",
        "由內文文字判斷",
        "words of the text",
        "mots du texte",
    ),
    "where_picture": (
        "文中图片",
        "文中圖片",
        "文中圖片",
        "pictures of the text",
        "images du texte",
    ),
    "where_dateline": ("电头", "電頭", "電頭", "dateline", "ligne de date"),
    "where_signature": ("文末署名", "文末署名", "文末署名", "signature", "signature finale"),
    "where_host of the address": (
        "网址的主机名",
        "網址的主機名",
        "網址的主機名",
        "host of the address",
        "hôte de l’adresse",
    ),
    "where_address": (
        "网址中的日期",
        "網址中的日期",
        "網址中的日期",
        "date in the address",
        "date dans l’adresse",
    ),
    "line_n": ("第{n}行", "第{n}行", "第{n}行", "line {n}", "ligne {n}"),
    # --- citation
    "cite": ("引用", "引用", "引用", "Cite", "Citer"),
    "this_page": ("本页", "本頁", "本頁", "This page", "Cette page"),
    "cite_here": (
        "同上，载《{dossier}》附注文集，{address}",
        "同上，載《{dossier}》附註文集，{address}",
        "同上，載《{dossier}》附註文集，{address}",
        "The same, in the annotated dossier “{dossier}”, {address}",
        "Le même, dans le dossier annoté « {dossier} », {address}",
    ),
    "cite_with_paragraph": (
        "段落号写在地址末尾，如 #p{n}。",
        "段落編號寫在網址末尾，如 #p{n}。",
        "段落編號寫在網址末尾，如 #p{n}。",
        "A paragraph is named at the end of the address: #p{n}.",
        "Le paragraphe se nomme à la fin de l’adresse : #p{n}.",
    ),
    # --- names
    "type_person": ("人物", "人物", "人物", "People", "Personnes"),
    "type_organisation": ("机构", "機構", "機構", "Organisations", "Organisations"),
    "type_ai-system": ("AI 系统", "AI 系統", "AI 系統", "AI systems", "Systèmes d’IA"),
    "type_product": ("产品", "產品", "產品", "Products", "Produits"),
    "type_hardware": ("硬件", "硬體", "硬件", "Hardware", "Matériel"),
    "type_publication": ("刊物", "刊物", "刊物", "Publications", "Publications"),
    "type_place": ("地点", "地點", "地點", "Places", "Lieux"),
    "type_event": ("事件", "事件", "事件", "Events", "Événements"),
    "type_policy-or-law": (
        "政策与法规",
        "政策與法規",
        "政策與法規",
        "Policies and laws",
        "Politiques et lois",
    ),
    "type_concept": ("概念", "概念", "概念", "Concepts", "Notions"),
    "entities_title": (
        "人物、机构与其他名称",
        "人物、機構與其他名稱",
        "人物、機構與其他名稱",
        "People, organisations and other names",
        "Personnes, organisations et autres noms",
    ),
    "entities_lead": (
        "按提及次数排列。小格依次为{articles}。只见一次的名称没有专页，直接给出段落。",
        "依提及次數排列。小格依序為{articles}。只見一次的名稱沒有專頁，直接給出段落。",
        "按提及次數排列。小格依次為{articles}。只見一次的名稱沒有專頁，直接給出段落。",
        "By number of mentions. The cells stand for {articles}. What is named only once has no page of its own but its paragraph.",
        "Par nombre de mentions. Les cases sont, dans l’ordre : {articles}. Un nom cité une seule fois n’a pas de page, mais son paragraphe.",
    ),
    "in_n_articles": (
        "见于{n}篇",
        "見於{n}篇",
        "見於{n}篇",
        "in {n} articles",
        "dans {n} articles",
    ),
    "all_names": ("全部{n}项", "全部{n}項", "全部{n}項", "All {n}", "Tous ({n})"),
    "who_speaks": (
        "哪篇说到谁",
        "哪篇說到誰",
        "哪篇說到誰",
        "Which article speaks of whom",
        "Quel article parle de qui",
    ),
    "who_speaks_gloss": (
        "圆点大小为提及次数",
        "圓點大小為提及次數",
        "圓點大小為提及次數",
        "a dot grows with the mentions",
        "le point grandit avec les mentions",
    ),
    "touches": ("本文涉及", "本文涉及", "本文涉及", "In this article", "Dans cet article"),
    "others_n": ("另{n}个", "另{n}個", "另{n}個", "{n} more", "{n} autres"),
    "names_here": (
        "本文提到的名称",
        "本文提到的名稱",
        "本文提到的名稱",
        "Names in this article",
        "Noms dans cet article",
    ),
    "show_names": ("逐一列出", "逐一列出", "逐一列出", "List them", "Les énumérer"),
    "times_n": (
        "本文{n}次，全集{all}次",
        "本文{n}次，全集{all}次",
        "本文{n}次，全集{all}次",
        "{n} here, {all} in all",
        "{n} ici, {all} en tout",
    ),
    "also_written": ("又作", "又作", "又作", "also written", "aussi écrit"),
    "misspelt": ("误作", "誤作", "誤作", "misspelt", "mal écrit"),
    "in_articles": ("在各篇中", "在各篇中", "在各篇中", "In the articles", "Dans les articles"),
    "strip_gloss": (
        "{n}处，{articles}篇；横线为全文，竖线为所在",
        "{n}處，{articles}篇；橫線為全文，直線為所在",
        "{n}處，{articles}篇；橫線為全文，直線為所在",
        "{n} mentions, {articles} articles; the line is the whole text, a tick a mention",
        "{n} mentions, {articles} articles ; le trait est le texte entier, chaque barre une mention",
    ),
    "strip_label": (
        "{source}：{n}处",
        "{source}：{n}處",
        "{source}：{n}處",
        "{source}: {n} mentions",
        "{source} : {n} mentions",
    ),
    "more_articles": ("另{n}篇", "另{n}篇", "另{n}篇", "and {n} more", "et {n} autres"),
    "more_lines": (
        "另{n}处见提及 CSV。",
        "另{n}處見提及 CSV。",
        "另{n}處見提及 CSV。",
        "{n} more are in the CSV of mentions.",
        "{n} autres sont dans le CSV des mentions.",
    ),
    "contexts": ("上下文", "上下文", "上下文", "In context", "En contexte"),
    "in_source_script": (
        "来源原字",
        "來源原字",
        "來源原字",
        "in the source’s script",
        "dans la graphie de la source",
    ),
    "beside": ("常同段出现", "常同段出現", "常同段出現", "Often together with", "Souvent avec"),
    "paragraphs_n": ("{n}段", "{n}段", "{n}段", "{n} ¶", "{n} ¶"),
    "mentions_csv": ("提及 CSV", "提及 CSV", "提及 CSV", "Mentions, CSV", "Mentions, CSV"),
    "downloads_head": ("下载", "下載", "下載", "Downloads", "Téléchargements"),
    # --- conversion
    "conversion": ("字体转换", "字體轉換", "字體轉換", "How conversion was done", "La conversion"),
    "term_only": ("只在", "只在", "只在", "only in", "seulement dans"),
    "term_unless": ("不在", "不在", "不在", "not in", "pas dans"),
    "term_articles": (
        "只在文章",
        "只在文章",
        "只在文章",
        "in the article",
        "dans l’article",
    ),
    "terms_here": (
        "下面是本集文章里出现的{n}条。“—”表示该地无须另定，照一般转换；“只在”“不在”之后是上下文的式样（正则表达式）。",
        "以下是本集文章裡出現的{n}條。「—」表示該地無須另訂，照一般轉換；「只在」「不在」之後是上下文的樣式（正規表示式）。",
        "以下是本集文章裏出現的{n}條。「—」表示該地無須另訂，照一般轉換；「只在」「不在」之後是上下文的樣式（正則表達式）。",
        "The {n} that occur in these articles. “—”: no form of its own, converted as usual. After “only in” and “not in” stand patterns of the surroundings (regular expressions).",
        "Les {n} qui figurent dans ces articles. « — » : pas de forme propre, conversion ordinaire. « Seulement dans » et « pas dans » sont suivis de motifs du contexte (expressions régulières).",
    ),
    "terms_rest": (
        "其余{n}条",
        "其餘{n}條",
        "其餘{n}條",
        "The other {n}",
        "Les {n} autres",
    ),
    # --- front page
    "kind_of_site": ("附注文集", "附註文集", "附註文集", "Annotated dossier", "Dossier annoté"),
    "front": ("首页", "首頁", "首頁", "Front page", "Accueil"),
    "count_articles": ("文章", "文章", "文章", "articles", "articles"),
    "count_paragraphs": (
        "可引用的段落",
        "可引用的段落",
        "可引用的段落",
        "citable paragraphs",
        "paragraphes citables",
    ),
    "count_sources": ("来源", "來源", "來源", "sources", "sources"),
    "start_here": ("从这里读起", "從這裡讀起", "從這裏讀起", "Start here", "Par où commencer"),
    "column_date": ("日期", "日期", "日期", "Date", "Date"),
    "column_source": ("来源", "來源", "來源", "Source", "Source"),
    "column_title": ("标题", "標題", "標題", "Title", "Titre"),
    "column_language": ("语言", "語言", "語言", "Language", "Langue"),
    "column_length": ("长度", "長度", "長度", "Length", "Durée"),
    "method_head": ("方法", "方法", "方法", "Method", "Méthode"),
    "machine_did": ("机器做的：", "機器做的：", "機器做的：", "The machine: ", "La machine : "),
    "machine_text": (
        "从原始文件取出正文，逐字记账；识别标题、日期与署名；没有编者摘要时摘出原句。没有任何文字由机器改写。",
        "從原始檔取出內文，逐字記帳；辨識標題、日期與署名；沒有編者摘要時摘出原句；轉換字體與用語。沒有任何文字由機器改寫。",
        "從原始檔取出內文，逐字記帳；辨識標題、日期與署名；沒有編者摘要時摘出原句；轉換字體與用語。沒有任何文字由機器改寫。",
        "took the text out of the raw files and accounts for every character; found titles, dates and credits; quoted sentences where no editor wrote a summary. It rewrote nothing.",
        "a extrait le texte des fichiers bruts et rend compte de chaque caractère ; a trouvé titres, dates et signatures ; a cité des phrases à défaut de résumé. Elle n’a rien réécrit.",
    ),
    "editor_did": ("编者做的：", "編者做的：", "編者做的：", "The editor: ", "La rédaction : "),
    "editor_text": (
        "补齐出处，写摘要与“留意”，选定阅读次序。不详的写不详。",
        "補齊出處，寫摘要與「留意」，選定閱讀次序，校訂用語。不詳的寫不詳。",
        "補齊出處，寫摘要與「留意」，選定閱讀次序，校訂用語。不詳的寫不詳。",
        "completed the provenance, wrote the summaries and cautions, chose the reading path. What is unknown is called unknown.",
        "a complété la provenance, écrit les résumés et les mises en garde, choisi l’ordre de lecture. L’inconnu est dit inconnu.",
    ),
    "downloads": ("下载：", "下載：", "下載：", "Downloads: ", "Téléchargements : "),
    "more_on_method": (
        "方法详述",
        "方法詳述",
        "方法詳述",
        "More on the method",
        "La méthode en détail",
    ),
    "articles_lead": (
        "按刊出日期排列，共{n}篇。",
        "依刊出日期排列，共{n}篇。",
        "依刊出日期排列，共{n}篇。",
        "{n} articles by date of publication.",
        "{n} articles, par date de publication.",
    ),
}
"""Keys that begin with lang_, field_, reason_, where_ belong to values of the model."""

MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTHS_FR = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one edition's frame; a tag without a column takes English."""

    tag: str

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, its places filled."""
        row = TABLE[key]
        column = TAGS.index(self.tag) if self.tag in TAGS else TAGS.index("en")
        return row[column].format(**values) if values else row[column]

    def has(self, key: str) -> bool:
        """Whether the table knows a key."""
        return key in TABLE

    def language(self, tag: str, short: bool = False) -> str:
        """The name of an article's language, script included."""
        base = tag if f"lang_{tag}" in TABLE else "-".join(tag.split("-")[:2])
        base = base if f"lang_{base}" in TABLE else tag.split("-")[0]
        if short and f"short_{base}" in TABLE:
            return self(f"short_{base}")
        return self(f"lang_{base}") if f"lang_{base}" in TABLE else tag

    def tag_name(self, tag: str) -> str:
        """What a name's language tag is called: a variant of Chinese, or a language."""
        return self(f"variant_{tag}") if self.has(f"variant_{tag}") else self.language(tag)

    def date(self, iso: str) -> str:
        """An ISO 8601 date or time as the edition writes it, the zone as the source has it."""
        day, _, clock = iso.partition("T")
        parts = [int(part) for part in day.split("-")]
        written = self._day(parts)
        if not clock:
            return written
        zone = re.search(r"[Z+-].*", clock)
        told = f" UTC{zone[0]}".removesuffix("Z").removesuffix("+00:00") if zone else ""
        return f"{written} {clock[:5]}{told}"

    def _day(self, parts: list[int]) -> str:
        if self.tag.startswith("zh"):
            return "".join(f"{number}{sign}" for number, sign in zip(parts, "年月日", strict=False))
        year, month, day = (*parts, 0, 0)[:3]
        if self.tag == "fr":
            names = MONTHS_FR
            first = "1er" if day == 1 else str(day or "")
            return " ".join(filter(None, (first, names[month - 1] if month else "", str(year))))
        return " ".join(
            filter(None, (str(day or ""), MONTHS_EN[month - 1] if month else "", str(year)))
        )

    def number(self, count: int) -> str:
        """A count with its thousands parted."""
        return f"{count:,}".replace(",", "\u202f") if self.tag == "fr" else f"{count:,}"

    def where(self, place: str) -> str:
        """A place where a value was found, in the edition's words."""
        base, _, line = place.partition(", line ")
        for key in sorted((k for k in TABLE if k.startswith("where_")), key=len, reverse=True):
            name = key.removeprefix("where_")
            if base.startswith(name):
                rest = base.removeprefix(name).strip(": ")
                told = self(key) + (f" {rest}" if rest else "")
                return (
                    f"{told}，{self('line_n', n=line)}"
                    if line and self.tag.startswith("zh")
                    else (f"{told}, {self('line_n', n=line)}" if line else told)
                )
        return place
