"""Data of a citation before it takes a form: names as in the source, nothing guessed."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from dossier.export.addresses import Addresses
from dossier.model import Article, Config, form_in, text_of

# A name that says itself which part is the family's. All others stand as they were found: whether
# Chen Jia or John Liu has the family first cannot be known from the letters.
INVERTED = re.compile(r"([^,\d]+), ([^,\d]+)")
# Characters that RFC 3986 allows in an address, % included; others are percent-encoded.
IN_ADDRESS = ":/?#[]@!$&'()*+,;=-._~%"
# Characters that a reader may take for a line end (str.splitlines).
LINE_ENDS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# Control characters, lone surrogates, code points that are no characters: no format holds them.
UNHELD = ("Cc", "Cs", "Cn")


@dataclass(frozen=True, slots=True)
class CitedName:
    """A person or a body: `family` and `given` where the source parts them, else `literal`."""

    literal: str
    family: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An article as it is cited; every text on one line.

    `date` and `read` (when the file was fetched) are years, months or days of ISO 8601, or "";
    `not_after` is the latest day where that alone is known; `note` holds what no field of a format
    has: who reposted it (`via`), the latest day, this dossier.
    """

    key: str
    title: str
    lang: str
    authors: tuple[CitedName, ...] = ()
    translators: tuple[CitedName, ...] = ()
    publisher: str = ""
    date: str = ""
    url: str = ""
    read: str = ""
    via: str = ""
    not_after: str = ""
    note: str = ""


def reference(article: Article, config: Config) -> Reference:
    """Build the citation of an article's original, in the source's script."""
    url = address(article.value("original_url"))
    translator = article.value("translator")
    via, published = one_line(_own(article, "via")), article.value("published")
    not_after = article.not_after.partition("T")[0] if not published else ""
    return Reference(
        key=article.slug,
        title=one_line(article.title.text),
        lang=article.lang,
        authors=tuple(map(cited_name, filter(one_line, article.values("authors")))),
        translators=(cited_name(translator),) if one_line(translator) else (),
        publisher=one_line(_own(article, "publisher")),
        date=published.partition("T")[0],
        url=url,
        # The day on which the address was read; a scraped repost says nothing of the original.
        read=article.value("scraped").partition("T")[0] if url else "",
        via=via,
        not_after=not_after,
        note=_note(article, config, via, not_after),
    )


def cited_name(name: str) -> CitedName:
    """A name as it was found."""
    name = one_line(name)
    parts = INVERTED.fullmatch(name)
    return CitedName(name, parts[1], parts[2]) if parts else CitedName(name)


def one_line(words: str) -> str:
    """Words without line ends and control characters."""
    folded = LINE_ENDS.sub(" ", words)
    return "".join(char for char in folded if unicodedata.category(char) not in UNHELD).strip()


def address(url: str) -> str:
    """An address of the web in the characters of RFC 3986; "" for anything else."""
    url = one_line(url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return quote(url, safe=IN_ADDRESS)


def _note(article: Article, config: Config, via: str, not_after: str) -> str:
    """Note in English, with names in the article's language."""
    addresses = Addresses.of((article,), config)
    title = form_in(config.title, article.lang) or form_in(config.title, config.language)
    place = [f"“{title or config.title.get('', text_of(config.title))}”"]
    place += [addresses.article(article)] if addresses.published else []
    parts = [f"via {via}" if via else "", f"not after {not_after}" if not_after else ""]
    # No colon behind a first word: some readers of CSL-JSON take such a note for fields.
    return one_line("; ".join(filter(None, (*parts, f"in {', '.join(place)}"))))


def _own(article: Article, key: str) -> str:
    """The editor's name for something in the article's language, or as found."""
    return form_in(article.names.get(key, {}), article.lang) or article.value(key)
