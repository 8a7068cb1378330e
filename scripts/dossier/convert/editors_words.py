"""An editor's texts, which have one wording or one for each of several languages, in an edition."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dossier.convert.converters import Converters
from dossier.model import script_of
from dossier.model.editorial import LocalizedText, Register

HAN = re.compile("[\u3400-\u9fff]")
Say = Callable[[LocalizedText], LocalizedText]


def best_tag(tags: Sequence[str], variant: str) -> str | None:
    """Choose the tag of a text to show in a variant; None if there is none."""
    same = (tag for tag in tags if language_of(tag) == language_of(variant))
    preferred = (variant, script_of(variant), *same, "", "en", *tags)
    return next((tag for tag in preferred if tag in tags), None)


def sayer(language: str, variant: str, converters: Converters, article: str = "") -> Say:
    """Resolve an editor's words to the one text to show, converted where need be."""

    def say(words: LocalizedText) -> LocalizedText:
        tag = best_tag(tuple(words), variant)
        if tag is None:
            return {}
        source = tag or written_in(words[tag], language)
        converter = converters.get(source, variant)
        text = converter.convert(words[tag], article) if converter else words[tag]
        return {variant if converter else source: text}

    return say


def written_in(text: str, language: str) -> str:
    """The language of a text without a tag: the dossier's, unless its letters are Chinese ones."""
    eastern = language_of(language) in ("zh", "ja", "ko")
    return language if eastern or not HAN.search(text) else "zh-Hans"


def tagged(register: Register, language: str) -> Register:
    """The register of a dossier in a language, with a tag for each name that had none."""

    def with_tags(forms: Mapping[str, str]) -> Mapping[str, str]:
        return {tag or written_in(form, language): form for tag, form in forms.items()}

    entities = tuple(
        replace(item, names=with_tags(item.names), aliases=tuple(map(with_tags, item.aliases)))
        for item in register.entities
    )
    return replace(register, entities=entities)


def language_of(tag: str) -> str:
    """Return the language of a tag, without script and region."""
    return tag.split("-")[0]
