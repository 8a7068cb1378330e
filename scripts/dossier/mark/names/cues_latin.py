"""What surrounds a name in French and English, and what has capitals without being one."""

from __future__ import annotations

from dossier.mark.names.cues import words

# Abbreviations that name a thing, a post or a unit rather than one bearer.
ABBREVIATIONS = frozenset(
    words(
        "AI IA AGI GenAI LLM NLP GPU GPUs CPU TPU NPU API APP App Apps IT ICT IP ID PC TV USB GPS CEO CTO CFO COO CIO CMO PDG DG VP PR HR PhD Dr Mr Mrs Ms"
        " Mme Mlle MM M II III IV VI VC VCs PE IPO GDP PIB CPI ETF ESG RMB CNY USD EUR GBP HKD TWD NT US$ A股 OK KO AM PM GMT GMT+8 UTC CET Q1 Q2 Q3 Q4 PNJ NPC ONG NGO"
        " DNA RNA ADN PCR HIV SIDA VIH SMS PDF HTML URL VPN DIY CV QR HD UHD LED OLED LCD 2G 3G 4G 5G 6G 2D 3D 4K 8K KOL KTV DJ MV CD DVD VR AR XR IoT SaaS B2B B2C"
        " Bluetooth Email E-mail App Blog PS No Nr Vol FAQ RIP VIP SUV MBA MV KM km kg GB MB TB kW kWh MW GW Hz GHz mm cm nm"
        " Covid COVID TOP NO YES OK AND THE OF IN TO Copyright Photo Video Image Tweet RT Twitter推文 via"
    )
)
# Common nouns that are written with a capital, unless they are part of a longer name.
CAPITALS = frozenset(
    words("Internet Web WiFi Wi-Fi Net Bourse Constitution Covid-19 COVID-19 Dieu God Chinatown")
)
# Months, days, seasons and what one is called after: they are written with a capital in English or French.
CALENDAR = frozenset(
    words(
        "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
        " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun Janvier Février Mars Avril Mai Juin Juillet Août Septembre Octobre Novembre Décembre"
        " Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche"
    )
)
PEOPLES = frozenset(
    words(
        "Chinese American Americans British French German Germans Russian Russians Japanese Korean Koreans Indian Indians European Europeans African Asian Western Taiwanese"
        " Tibetan Tibetans Uyghur Uyghurs Ukrainian Ukrainians Israeli Israelis Iranian Canadian Australian English Mandarin Cantonese Muslim Muslims Christian Christians"
        " Jewish Arab Vietnamese Spanish Italian Chinois Chinoise Chinoises Américain Américains Américaine Américaines Français Française Françaises Britannique Britanniques Allemand"
        " Allemands Russe Russes Japonais Japonaise Coréen Coréens Indien Indiens Européen Européens Africain Africains Asiatiques Taïwanais Tibétains Ouïghour Ouïghours Ukrainien"
        " Ukrainiens Israélien Israéliens Iranien Canadien Canadiens Anglais Anglaise Occidentaux Occident État Etat État-major Républicain Républicains Démocrate Démocrates"
    )
)
# Posts and forms of address: a name follows or stands before, they are no part of it.
TITLES = frozenset(
    words(
        "President Chairman Chairwoman Secretary General Minister Premier Chancellor Ambassador Senator Governor Mayor Judge Justice Professor Doctor Sir Lord Lady King Queen"
        " Prince Princess Pope Captain Colonel Founder Co-founder Director Chief Officer Spokesman Spokeswoman Mr Mrs Ms Dr Prof Monsieur Madame Mademoiselle Président Présidente"
        " Directeur Directrice Ministre Professeur Docteur PDG CEO Chairperson Vice Deputy Sen Rep Gov Gen Col Lt"
    )
)
# Words that begin sentences, or stand with a capital for another reason than being a name.
STARTERS = frozenset(
    words(
        "a an the this that these those it its he she they we you i his her their our your my in on at by for from with without of to as and or but nor so yet if when while"
        " where why how what which who whose because although though since after before until unless during among between under over above below about against into through"
        " there here then thus however moreover meanwhile instead indeed also even still just only not no yes many most some any all each every few several much more one two three"
        " four five six seven eight nine ten first second last next now today yesterday tomorrow once twice again never always often sometimes perhaps maybe such both either"
        " neither another other others according despite like unlike per via versus is are was were be been do does did have has had can could will would may might must shall should let"
        " le la les un une des du de au aux ce cet cette ces il elle ils elles on nous vous tu je son sa ses leur leurs notre nos votre vos mon ma mes en dans sur sous par pour avec sans"
        " entre chez vers depuis pendant avant après selon malgré contre et ou mais donc or ni car si quand lorsque comme puisque parce où qui que quoi dont quel quelle quels quelles"
        " pourquoi comment combien alors ainsi aussi bien mal plus moins très trop tout toute tous toutes chaque plusieurs certains certaines quelques beaucoup peu même mêmes autre autres"
        " aujourd hier demain maintenant enfin ensuite puis déjà encore toujours jamais souvent parfois peut-être cependant toutefois néanmoins pourtant malheureusement heureusement"
        " premièrement deuxièmement voici voilà est sont était étaient a ont avait avaient être avoir n' y oui non c d l j s t qu m"
    )
)
PARTICLES = words(
    "de du des of the and for van von der den del della di da al el bin ibn la le y dos"
)
# Heads that let a name go on with a common noun after "of" or with an adjective.
BODIES = frozenset(
    words(
        "University Université Ministry Ministère Department Département Bureau Bank Banque Institute Institut Academy Académie Center Centre Council Conseil Commission Committee"
        " Comité Court Cour Party Parti Association Federation Fédération Union Organisation Organization School École Ecole College Collège Museum Musée Office Agency Agence"
        " Republic République House Chamber Chambre Fund Fonds Foundation Fondation Society Société Group Groupe Church Église Army Armée Jeux Games Prix Coupe Mer Océan Route Traité"
    )
)
# Words beside a name that say its kind, and how people are said to speak.
PERSON_WORDS = frozenset(
    words(
        "président présidente vice-président ministre chercheur chercheuse professeur professeure"
        " fondateur cofondateur directeur journaliste écrivain expert analyste M. Mme president"
        " minister researcher professor founder co-founder director journalist writer expert"
        " analyst Mr Mrs Ms Dr senator spokesman spokeswoman said says told wrote added explained"
        " argued warned déclaré déclare dit explique estime affirme souligne ajouté raconte écrit"
        " dirigée"
    )
)
AI_WORDS = frozenset(
    words("modèle modèles chatbot model models robot assistant LLM prototype dialogue")
)
ORGANISATION_WORDS = frozenset(
    words(
        "société entreprise start-up startup startups firme compagnie groupe fondation géant"
        " géants company companies firm group giant agency newspaper magazine université banque"
        " PDG CEO employés investisseurs fonds Inc Corp Ltd dirigeants chez forum réseau"
    )
)
# Family names in pinyin and in the spellings of Taiwan and Hong Kong, the fifty commonest.
PINYIN = frozenset(
    words(
        "Li Wang Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Yu Dong Xiao Cheng Cao Yuan Deng Fu Shen Zeng"
        " Peng Lu Su Jiang Cai Jia Ding Wei Xue Ye Pan Du Dai Xia Zhong Tian Ren Fan Fang Shi Yao Tan Liao Zou Xiong Jin Hao Kong Bai Cui Kang Mao Qiu Qin Gu Hou Shao Meng Long"
        " Wan Duan Qian Yin Yi Qiao Lai Gong Wen Chang Chan Wong Lam Cheung Lau Chow Tsai Hsieh Hsu Kuo Chiang Tsang Leung"
    )
)
# Words with a capital that are no part of any name.
NAMELESS = ABBREVIATIONS | CALENDAR | PEOPLES | TITLES | CAPITALS
