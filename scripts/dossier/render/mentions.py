"""Lines that name an entity: keyword in context, the same in every edition."""

from dossier.analysis.concordance import Context, contexts
from dossier.model import Article

# A page stays readable: so many lines; a dossier of hundreds has more of them.
LINES = 200


class Mentions:
    """The lines that name an entity: looked up once for all editions."""

    def __init__(self, entity: str) -> None:
        self._entity = entity
        self._contexts: dict[str, list[Context]] = {}

    def of(self, article: Article) -> list[Context]:
        """Return the entity's mentions in an article of the sources."""
        if article.id not in self._contexts:
            self._contexts[article.id] = contexts(self._entity, article)
        return self._contexts[article.id]
