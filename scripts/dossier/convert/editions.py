"""The dossier in one edition: every text in the edition's variant.

The source's own variant, and what is not Chinese, is shown word for word.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from dossier.convert.articles import in_variant
from dossier.convert.converters import Converters
from dossier.convert.editors_words import Say, sayer
from dossier.convert.variants import can_convert, engine
from dossier.model import Article, form_in, text_of
from dossier.model.edition import ArticleVersion, Config, Edition, Name
from dossier.model.editorial import Claims, Entity

CHINESE = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
T = TypeVar("T")


def edition(
    articles: Sequence[Article],
    config: Config,
    variant: str,
    converters: Converters,
    claims: Claims | None = None,
    converted: Iterable[Article] | None = None,
) -> Edition:
    """All articles and words of the dossier for one variant, in the given order.

    `converted` are the same articles in the variant; without them they are converted here.
    """
    say = sayer(config.language, variant, converters)
    own = replace(
        config,
        title=say(config.title),
        short_title=say(config.short_title),
        standfirst=say(config.standfirst),
        reading_path=localized(config.reading_path, say),
        house_lines={},  # no page shows them
    )
    if converted is None:
        language = config.language
        converted = (in_variant(item, variant, language, converters) for item in articles)
    versions = tuple(
        ArticleVersion(article, other) for article, other in zip(articles, converted, strict=True)
    )
    names = {
        entity.id: name_in(entity, variant, say, converters)
        for entity in converters.register.entities
    }
    types = {key: say(label) for key, label in converters.register.types.items()}
    return Edition(variant, own, versions, names, localized(claims or Claims(), say), types)


def localized(value: T, say: Say) -> T:
    """A value with every editor's text in it in an edition's words; quotations stay as they are."""
    result: Any = value
    if isinstance(value, tuple):
        result = tuple(localized(item, say) for item in value)
    elif isinstance(value, Mapping) and all(isinstance(words, str) for words in value.values()):
        result = say(value)
    elif isinstance(value, Mapping):
        result = {key: localized(words, say) for key, words in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        own = {item.name: localized(getattr(value, item.name), say) for item in fields(value)}
        result = replace(value, **own)
    return cast(T, result)


def name_in(entity: Entity, variant: str, say: Say, converters: Converters) -> Name:
    """An entity as an edition names it, with its names elsewhere."""
    lang, text = _own_name(entity, variant, converters)
    others: dict[str, list[str]] = {}
    for tag in (*CHINESE, *(name for name in entity.names if not name.startswith("zh"))):
        form = form_in(entity.names, tag)
        if form and form != text:
            others.setdefault(form, []).append(tag)
    known = {text, *others}
    line = say(entity.description)
    also = (_alias(forms, variant, converters) for forms in entity.aliases)
    return Name(
        id=entity.id,
        type=entity.type,
        text=text,
        lang=lang,
        others=tuple((form, tuple(tags)) for form, tags in others.items()),
        also=tuple(dict.fromkeys(form for form in also if form not in known)),
        misspelt=entity.misspellings,
        line=text_of(line),
        line_lang=next(iter(line), ""),
        wikidata=entity.wikidata,
        link=entity.link,
    )


def _alias(forms: Mapping[str, str], variant: str, converters: Converters) -> str:
    """A further form as the edition's texts print it, or as it is where they have no such form."""
    simplified, converter = forms.get("zh-Hans"), converters.get("zh-Hans", variant)
    if simplified and converter:
        return converter.convert(simplified)
    return form_in(forms, variant) or next(iter(forms.values()))


def _own_name(entity: Entity, variant: str, converters: Converters) -> tuple[str, str]:
    """The entity's name in the edition: given, converted from Simplified, English, or any."""
    own = form_in(entity.names, variant)
    if own:
        return variant, own
    simplified = entity.names.get("zh-Hans")
    if simplified and variant.startswith("zh") and can_convert("zh-Hans", variant):
        return variant, engine("zh-Hans", variant, regional=False)(simplified)
    tag = "en" if "en" in entity.names else next(iter(entity.names))
    return tag, entity.names[tag]
