"""Lines that name an entity: keyword in context, the same in every edition."""

from dossier.analysis.concordance import Context, contexts
from dossier.model import Article
from dossier.render.markup import Markup, text

# A page stays readable: so many lines; a dossier of hundreds has more of them.
LINES = 200


class Mentions:
    """The lines that name an entity, and its forms: looked up once for all editions."""

    def __init__(self, entity: str) -> None:
        self._entity = entity
        self._contexts: dict[str, list[Context]] = {}
        self._lines: dict[tuple[str, str], list[Markup]] = {}

    def of(self, article: Article) -> list[Context]:
        """Return the entity's mentions in an article of the sources."""
        if article.id not in self._contexts:
            self._contexts[article.id] = contexts(self._entity, article)
        return self._contexts[article.id]

    def lines(self, article: Article, page: str) -> list[Markup]:
        """Mentions in context, each linking to its paragraph on `page`."""
        key = (article.id, page)
        if key not in self._lines:
            self._lines[key] = [_line(row, page) for row in self.of(article)[:LINES]]
        return self._lines[key]


def _line(context: Context, page: str) -> Markup:
    # Written out: of these there are more than of anything else.
    left = "d-left d-whole" if context.starts else "d-left"
    right = "d-right d-whole" if context.ends else "d-right"
    return Markup(
        f'<li><span class="{left}">{text(context.left)}</span><b>{text(context.word)}</b>'
        f'<span class="{right}">{text(context.right)}</span>'
        f'<a class="d-ref" href="{page}#p{context.n}">¶{context.n}</a></li>'
    )
