"""What surrounds a name, as tables: roles, kinds, endings, edges and words that are no names.

Chinese tables are Simplified: a text is folded to Simplified, character by character,
before it is compared with them.
"""

from __future__ import annotations

from importlib import resources


def words(text: str) -> tuple[str, ...]:
    """The words of a table, which is written as running text."""
    return tuple(text.split())


def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The sections of a table in a file beside this one; `## ` begins each, `# ` a comment."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    parts = [part.partition("\n") for part in text.split("## ")[1:]]
    return {head.strip(): words(body) for head, _, body in parts}


# Particles, pronouns and prepositions of one character that seldom stand inside a name.
FUNCTION = "的了是在和与及或并而但就也都还又已曾将把被让由从向对于以其这那此该我你他她它们不没很更最只仅等着所据称说却才因有给跟使到则至比之当像如继叫遭丨"
# These end a name of two characters and more, and may stand inside or before one (华为, 中芯, 上海).
AFTER = "为后前时中上下内里外会要能可用去来过之得地未无再年月日亦竟遭获正各均今曰兼近则比及若原"
# Determiners and numbers with their measure words stand before a name, not in it.
MEASURED = tuple(
    number + measure
    for number in "一两二三几多这那该每某各数首"
    for measure in "家个名位款种项条支座类批群份届场轮起"
)
TIMES = words(
    "今年 去年 明年 前年 本周 上周 下周 本月 上月 昨日 昨天 今日 今天 当天 当日 近日 日前 此前 此后 随后 目前 如今 最近 周一"
    " 周二 周三 周四 周五 周六 周日 星期一 星期二 星期三 星期四 星期五 星期六 星期日 礼拜 年底 年初 同年 同日"
)

# Who speaks in the news. Posts of business, learning, government, army, press and law.
ROLES = words(
    "创始人 联合创始人 共同创始人 创办人 首席执行官 执行长 首席技术官 首席科学家 首席运营官 首席财务官 首席经济学家 总裁 副总裁"
    " 董事长 副董事长 董事 总经理 经理 高管 负责人 掌门人 合伙人 投资人 企业家 理事长 秘书长 副秘书长 教授 副教授 讲师 博士 院士"
    " 研究员 研究人员 研究者 科学家 算法科学家 经济学家 政治学者 历史学家 社会学家 工程师 程式师 学者 专家 分析师 分析家 顾问 院长 副院长 所长 副所长 校长"
    " 副校长 主任 副主任 会长 副会长 主席 副主席 联合主席 总统 前总统 副总统 总理 副总理 首相 国王 女王 外长 防长 部长 副部长 外交部长"
    " 国防部长 财政部长 国务卿 大使 领事 特使 省长 市长 副市长 区长 副区长 县长 书记 总书记 副书记 局长 副局长 厅长 处长 司长 署长 议员"
    " 参议员 众议员 议长 州长 发言人 司令 司令员 上将 中将 少将 将军 上校 警官 法官 检察官 律师 大律师 记者 编辑 主编 总编辑 评论员"
    " 专栏作家 主持人 作家 诗人 导演 演员 歌手 画家 音乐家 艺术家 设计师 医生 医师 教练 球员 选手 活动家 活动人士 异见人士 维权人士 维权律师"
    " 创办者 候选人 领导人 领袖 元首 教皇 教宗 主教 牧师 女士 先生 学生 女孩 网红 公民记者 当事人 大亨 富豪 首富 特首 政委 委员 常委"
)
SPEECH = words(
    "说 表示 认为 指出 称 撰写 强调 补充 透露 坦言 坦承 直言 解释 提醒 回应 告诉 写道 声称 宣称 宣布 批评 期待 呼吁 警告 介绍 分析 估计 预测"
    " 承认 否认 谈到 提到 道 评论 撰文 发文 发推 重申 质疑 主张 敦促 抱怨 回忆 受访 接受采访 接受"
)
ADVERBS = words(
    "也 则 还 曾 并 都 亦 再 又 就 却 此前 同时 随后 日前 周一 周二 周三 周四 周五 周六 周日 今天 昨天 昨日 对此 进一步 曾经 已经 已"
)

# What no name begins with.
NOT_FIRST = "者们届部某原本前登抓人段"
# What no name begins with behind a noun of kind.
NOT_BEHIND = "上下里内性化"
# What is said of a list of companies; a member of a list may stand behind one of these.
BEFORE_MEMBER = words("公司 企业 集团 品牌 巨头 媒体 城市 国家 地区 大学")
# A noun of kind, and the kind of what it names when a name follows.
AI_NOUNS = words(
    "聊天机器人 大模型 语言模型 大语言模型 生成器 模型 机器人 人工智能系统 机器学习系统 系统 人工智能工具 工具 智能助手 助手 语音助手 智能体"
)
ORGANISATION_NOUNS = words(
    "科技巨头 网路巨头 互联网巨头 网络巨头 电商巨头 搜索巨头 巨头 初创公司 初创企业 新创公司 创业公司 子公司 母公司 科技公司 投资公司"
    " 制造商 开发商 运营商 供应商 厂商 对冲基金 独角兽 合作伙伴 竞争对手 陆媒 港媒 台媒 官媒"
    " 智库 杂志 报纸 通讯社 非营利组织 非政府组织 人权组织 恐怖组织 武装组织 电商 车企 品牌"
)
PRODUCT_NOUNS = words(
    "平台 应用 应用程序 软件 手机应用 操作系统 短视频平台 搜索引擎 浏览器 芯片 处理器 游戏 电影 影片 小说 歌曲 专辑 电视剧 纪录片"
)
# After these a name follows only when something else speaks for it.
LOOSE = words(
    "厂商 供应商 运营商 开发商 制造商 人工智能系统 机器学习系统 人工智能工具 合作伙伴 竞争对手 芯片 电商 通讯社 智库 模型 系统 工具 平台 媒体 应用 软件 机器人 品牌 杂志 报纸 电影 影片 小说 游戏 芯片 学生 先生 女士 委员 处理器 助手"
)
# What stands right after the name of a company.
COMPANY = words(
    "公司 等公司 集团 的创始人 创始人 的合伙人 的联合创始人 的首席 首席 发言人 的发言人 董事长 研发 发布 推出 宣布 收购 起诉 的中国公司 的公司"
)
CALLED_WORDS = words(
    "名为 名叫 取名 命名为 改名为 更名为 又名 别名 绰号 俗称 简称 全名 本名 原名 网名 笔名 外号 称为 称作 叫做 叫作"
)
CALLED = "(?<![0-9一二三四五六七八九十两几])(?:" + "|".join(CALLED_WORDS) + ")"

# Endings of organisations; PROPER ones make a name of a place too (北京大学), the others do not (中国公司).
PROPER = words(
    "大学 学院 研究院 研究所 研究中心 实验室 中心 委员会 银行 基金会 协会 学会 商会 工会 联合会 联盟 论坛 大会 峰会 日报 晚报 时报 早报 快报 邮报"
    " 周刊 月刊 新闻网 中文网 新闻社 通讯社 电视台 广播电台 电台 出版社 交易所 法院 检察院 博物馆 图书馆 医院 中学 小学 国务院 外交部 国防部"
    " 商务部 财政部 教育部 司法部 卫生部 农业部 交通部 公安部 国安部 国务院 网信办 国安局 公安局 警察局 统计局 监狱 国家队 解放军 海军 空军"
    " 共产党 民主党 共和党 国民党 民进党 工党 保守党 党校 社科院 科学院 工程院 众议院 参议院 立法院 立法会 议会 法庭 人民报 新报 总台 局 社 署 报 组织 杂志 智库"
)
COMMON = words(
    "公司 集团 资本 科技 智能 基金 证券 保险 汽车 电子 影业 传媒 网络 航空 事务所 工作室 企业 俱乐部 乐队 酒店"
)
PRESS = words(
    "日报 晚报 时报 早报 快报 邮报 周刊 月刊 新闻网 中文网 新闻社 通讯社 电视台 广播电台 电台 报 社 台 新报 杂志"
)
# With no more than a country before them these are no one's name (美国大学).
ANYONES = words(
    "大学 学院 中心 银行 议会 法院 监狱 医院 中学 小学 组织 杂志 智库 电视台 实验室 研究所 研究中心 峰会 论坛 大会 法庭 党校 博物馆 通讯社 电台 出版社"
)
COUNTRIES = words(
    "中国 美国 英国 法国 德国 俄罗斯 白俄罗斯 印度尼西亚 沙特阿拉伯 沙特 日本 韩国 朝鲜 北韩 印度 加拿大 澳大利亚 澳洲 意大利 西班牙 以色列 伊朗 乌克兰 瑞士 瑞典 挪威 荷兰 比利时 波兰"
    " 巴西 墨西哥 越南 泰国 新加坡 马来西亚 菲律宾 印尼 缅甸 巴基斯坦 阿富汗 土耳其 埃及 南非 新西兰 捷克 匈牙利 希腊 苏联 丹麦 芬兰 爱尔兰"
    " 台湾 香港 欧盟 欧洲 亚洲 非洲 西方 全球 世界 国际 海外 外国 国内 本国 我国 他国 大陆 内地 中共 国家 中央 全国 地方"
)
CITIES = words(
    "北京 上海 天津 重庆 广州 深圳 杭州 南京 武汉 成都 西安 台北 高雄 澳门 新疆 西藏 广东 浙江 江苏 四川 湖北 湖南 河南 河北 山东 山西 福建 安徽"
    " 江西 云南 贵州 辽宁 吉林 黑龙江 内蒙古 陕西 甘肃 海南 广西 宁夏 青海 华盛顿 纽约 伦敦 巴黎 柏林 莫斯科 东京 首尔 旧金山 洛杉矶 加州"
)

# The commonest family names (Ministry of Public Security, report on names of 2020, and Taiwan's).
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方"
    "邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文葛洪倪牛章俞岑简温芦庄游柯祝纪舒梅骆岳齐柴蒲裴欧聂"
    "翁申耿关兰焦安左柳甘涂尚鲁项詹阮童霍凌饶奚翟辛成包路房丛费蓝殷樊卓管代靳祁席盛符单习邢伍单凃连邬宁解谈冉苗桂艾鲍窦瞿仇华娄柏栾臧郁"
    "水全冷宫应车封宗屈谷敖巩冀麦练商闵卜佟商曲池闻米燕卞"
)
COMPOUND = words("欧阳 司马 上官 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 端木 夏侯 南宫 张简 范姜")
# Characters that write foreign names by their sound (Xinhua's tables of transcription), without
# those that are as common in words of other kinds.
SOUNDS = frozenset(
    "阿埃艾安昂奥巴芭拜班邦鲍贝本比彼毕宾波伯勃博布查茨达戴丹当德迪蒂蒙顿多厄恩尔法菲费芬丰弗佛夫福盖甘冈戈格葛根古瓜圭哈海汉豪赫亨霍吉加佳贾"
    "杰捷金津卡坎康考柯科克肯库夸奎昆拉莱兰朗劳勒雷黎里理利丽莉莲连廉良列林琳留龙隆卢鲁露伦罗洛马玛迈麦曼芒毛梅门米密缅明莫默姆木穆拿纳娜南瑙内"
    "尼妮涅宁纽努诺欧帕潘庞佩彭皮平珀珍普齐奇恰钱乔切琼丘屈让热日荣茹若撒萨塞赛桑瑟森莎沙山尚申圣施什史舒斯丝司思苏索塔泰坦汤唐陶特提汀亭图托瓦万旺"
    "威韦维魏温文翁沃乌武西希锡夏香肖谢欣辛休徐雪逊雅亚延扬耶叶伊易因英尤约扎泽詹章珠朱祖佐川朴蓬茜薇歌谷尔埃齐曾芙蕾蜜茱敏基兹凯登力廖卫翰义卜"
)

# Words of the news that the standard's vocabulary lacks: what they may be, as in words.txt.
NEWS = {
    "cut": words(
        "援引 引述 报导 研发 推出 融资 发布 来自 包括 得益于 位于 基于 用于 至于 关于 属于 截至 根据 根据此 依据 以及 或者 还是 只有 还有 没有"
        " 必须 已经 正在 即将 曾在 声称 坦承 坦言 直言 指称 拒绝 侵犯 起诉 涉嫌 涉及 推特 转发 曝光 引发 引爆 遭到 疑似 日前 不光是 不是 以来"
        " 主要是 比如 例如 诸如 譬如 像是 就是 也是 都是 仍是 则是 被称 据说 据悉 据报 据称 报道称 报道说 开设 创立 成立 收购 投资于 看似 似乎 担任 出任 时任"
        " 如果 因为 因此 所以 但是 然而 不过 而且 虽然 尽管 由于 为了 通过 透过 随着 经过 作为 成为 认为 对于 关注 当时 之间 之前 之后 其中 其他"
        " 许多 不少 大量 部分 多数 少数 所有 任何 全部 有关 相关 所谓 自称 又称 再度 仍然 依然 仍 使得 导致 造成 针对 专注于 致力于 建立在 领导的"
        " 微信 贴文 发帖 网传 指控 打压 镇压 抓捕 逮捕 关押 拘捕 拘留 判刑 通报 披露 爆料 感染 确诊 封锁 封城 隔离 打击 制裁 抗议 示威 跃居 做出 位居 荣获 撰写 常驻 并称 并非 面临着 面临 依赖 抢购 身为 请听 发自 不再 不断 摄于 来到 走进 登上 检阅 陪同 参选 移送 押送 推入 身处 辞任 任免 瞒报 上报 直报 谎报 漏报 出镜 闯入 轮值 前任 卸任 连任 上任 该报 该党 该社 抓进 加入 交给"
    ),
    "both": words(
        "人工智能 生成式 大会 合作 采访 报告 开源 测试 辟谣 直播 审查 维权 上市 入狱 投资 融资 版权"
    ),
    "plain": words(
        "人工智能 人工智慧 智慧 网路 软体 资讯 程式 演算法 算法 算力 初创 新创 云端 芯片 晶片 半导体 疫情 疫苗 病毒 肺炎 新冠 新冠病毒 口罩 网民 网友 微博"
        " 推文 账号 帐号 视频 影片 截图 图片 照片 媒体 官媒 官方 当局 当地 民众 政府 大陆 全球 国际 世界 大型 中小 民营 国有 私营 国营 跨国 多家 有限 股份"
        " 总部 底层 本土 社会 科技 生态 地缘 电脑 计算机 数据 模型 语言 系统 技术 公司 企业 机构 组织 部门 单位 集团 大学 学院 中心 高校 名校 院校 全国 国家"
        " 市值 股价 股票 美元 欧元 亿元 万元 人民币 美金 独角兽 巨头 大厂 龙头 高管 业界 业内 投资者 消费者 创业者 研究者 制造者 开发者 立法者 用户 人权"
        " 法轮功 异见 言论 自由 民主 共产 极权 专制 独裁 政权 中方 美方 俄方 双方 西方 东方 北方 南方 中美 美中 中俄 中印 中日 两岸 港人 国人"
        " 中文 英文 中文网 海外 境外 境内 境外 外国 本国 各国 两国 多国 他国 我国 国内 国外"
    ),
}
# Words of the vocabulary that more often arise from two others (当|中国, 会|议员).
MISLEADING = words("当中")
WORDS = sections("words.txt")
TRADITIONAL = str.maketrans({pair[0]: pair[1] for pair in WORDS["traditional"]})


def vocabulary() -> dict[str, str]:
    """Every word that says where a Chinese name ends or begins, and of which class it is."""
    table = dict.fromkeys((one for one in PROPER if len(one) > 1), "plain")
    for name in ("plain", "both", "cut"):
        table |= dict.fromkeys((one for one in WORDS[name] if one not in MISLEADING), name)
    for name in ("plain", "both", "cut"):
        table |= dict.fromkeys(NEWS[name], name)
    table |= dict.fromkeys((*TIMES, *MEASURED, *FUNCTION, *SPEECH[1:], *CALLED_WORDS), "cut")
    table |= dict.fromkeys((*COUNTRIES, *CITIES), "place")
    table |= dict.fromkeys((*AI_NOUNS, *ORGANISATION_NOUNS, *PRODUCT_NOUNS), "kind")
    table |= dict.fromkeys(ROLES, "role")
    return table
