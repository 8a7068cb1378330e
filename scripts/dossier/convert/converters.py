"""The converters of a dossier: one for each pair of variants, with the words that it settles."""

from dataclasses import dataclass, field

from dossier.convert.lexicon import lexicon
from dossier.convert.variants import Converter, can_convert, engine
from dossier.model.editorial import Glossary, Register


@dataclass(slots=True)
class Converters:
    """A converter for each pair of variants of one dossier, made when first wanted."""

    glossary: Glossary
    register: Register
    cached: dict[tuple[str, str], Converter] = field(default_factory=dict)

    def get(self, source: str, target: str) -> Converter | None:
        """The converter from `source` to `target`; None where words stay as they are."""
        if source == target or not can_convert(source, target):
            return None
        if (source, target) not in self.cached:
            letters = engine(source, target, regional=False)
            words = lexicon(source, target, self.glossary, self.register.entities, letters)
            self.cached[source, target] = Converter(source, target, words, self.glossary.quotes)
        return self.cached[source, target]


_last: list[Converters] = []


def converters_of(glossary: Glossary, register: Register) -> Converters:
    """Return the converters of these words; if they are the words of the last call, the same ones.

    A build after an edit so need not make them again, nor convert the editor's texts.
    """
    if not _last or (_last[0].glossary, _last[0].register) != (glossary, register):
        _last[:] = [Converters(glossary, register)]
    return _last[0]
