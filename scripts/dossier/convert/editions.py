"""The dossier in one edition: every text in the edition's variant.

The source's own variant, and what is not Chinese, is shown word for word.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import partial
from typing import Any, TypeVar, cast

from dossier.convert.lexicon import lexicon
from dossier.convert.variants import Converted, Converter, can_convert, engine
from dossier.model import Article, Field, Summary, form_in, script_of, text_of
from dossier.model.blocks import Annotation, Block, Mark, Mention, Span
from dossier.model.edition import ArticleVersion, Config, Edition, Name
from dossier.model.editorial import Claims, Entity, Glossary, LocalizedText, Note, Register

CHINESE = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
HAN = re.compile("[\u3400-\u9fff]")
T = TypeVar("T")
Say = Callable[[LocalizedText], LocalizedText]
VERBATIM_KINDS = ("code",)
# Fields whose values are words to read; addresses and dates are not.
NAMES = ("publisher", "via", "authors", "translator", "editors")


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
    say = _sayer(config.language, variant, converters)
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
    also = (form for alias in entity.aliases for form in alias.values())
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


def in_variant(article: Article, variant: str, language: str, converters: Converters) -> Article:
    """One article for one variant: title, blocks, names, summaries, cautions."""
    say = _sayer(language, variant, converters, article.slug)
    title = _translated_title(article, variant)
    resolved = replace(
        article,
        names={
            **{key: say(words) for key, words in article.names.items() if key != "title"},
            # The original stays at hand where a translation takes its place.
            **({"title": {article.lang: article.title.text}} if title else {}),
        },
        heed=tuple(say(words) for words in article.heed),
        summaries=_summaries(article, variant, converters),
        notes=tuple(_note(note, article, variant, say, converters) for note in article.notes),
    )
    converter = converters.get(article.lang, variant)
    if converter is None:
        within = _chinese_within(article, variant, converters)
        own = _titled(article, say, title) if title else article.title
        return replace(resolved, title=own, blocks=within)
    blocks = _converted([article.title, *article.blocks], converter, article.slug, variant)
    return replace(
        resolved,
        title=_titled(article, say, title) if title else blocks[0],
        blocks=tuple(blocks[1:]),
        lang=variant,
        metadata={
            key: _field(value, converter, article.slug) if key in NAMES else value
            for key, value in article.metadata.items()
        },
    )


def _chinese_within(article: Article, variant: str, converters: Converters) -> tuple[Block, ...]:
    """The blocks of an article in another language, those in Chinese in the variant's script."""
    blocks: list[Block] = []
    for block in article.blocks:
        converter = block_converter(block, article.lang, variant, converters)
        blocks += _converted([block], converter, article.slug, variant) if converter else [block]
    return tuple(blocks)


def block_converter(
    block: Block, lang: str, variant: str, converters: Converters
) -> Converter | None:
    """The converter for a block of an article in `lang`; None where its words stay as they are."""
    foreign = block.lang.startswith("zh") and block.lang != lang
    within = converters.get(block.lang, variant) if foreign else None
    return None if _is_verbatim(block) else converters.get(lang, variant) or within


def _translated_title(article: Article, variant: str) -> LocalizedText:
    """The editor's title in the edition's language, where that is not the article's own."""
    words = article.names.get("title", {})
    tag = best_tag(tuple(words), variant)
    if not tag or tag == article.lang or _language(tag) != _language(variant):
        return {}
    own = _language(tag) == _language(article.lang)
    return {} if own and tag != variant else {tag: words[tag]}


def _titled(article: Article, say: Say, title: LocalizedText) -> Block:
    """The title in translation; notes on the original's words stay with it, without a place."""
    ((tag, text),) = say(title).items()
    notes = tuple(replace(annotation, span=Span(0, 0)) for annotation in article.title.annotations)
    return Block(0, "title", text, lang=tag, annotations=notes)


def _language(tag: str) -> str:
    return tag.split("-")[0]


def _note(note: Note, article: Article, variant: str, say: Say, converters: Converters) -> Note:
    """A note in the edition's words."""
    if not note.convert:
        tag = best_tag(tuple(note.body), variant)
        return note if tag is None else replace(note, body={tag or variant: note.body[tag]})
    converter = converters.get(article.lang, variant)
    convert = partial(converter.convert, article=article.slug) if converter else str
    return replace(
        note,
        body=say(note.body),
        replacement=convert(note.replacement),
        said=convert(note.said),
        tags=tuple(text_of(say({"": tag})) for tag in note.tags),
    )


def best_tag(tags: Sequence[str], variant: str) -> str | None:
    """Choose the tag of a text to show in a variant; None if there is none."""
    same = (tag for tag in tags if _language(tag) == _language(variant))
    preferred = (variant, script_of(variant), *same, "", "en", *tags)
    return next((tag for tag in preferred if tag in tags), None)


def _sayer(language: str, variant: str, converters: Converters, article: str = "") -> Say:
    """Resolve an editor's words to the one text to show, converted where need be."""

    def say(words: LocalizedText) -> LocalizedText:
        tag = best_tag(tuple(words), variant)
        if tag is None:
            return {}
        source = tag or _written_in(words[tag], language)
        converter = converters.get(source, variant)
        text = converter.convert(words[tag], article) if converter else words[tag]
        return {variant if converter else source: text}

    return say


def _written_in(text: str, language: str) -> str:
    """The language of a text without a tag: the dossier's, unless its letters are Chinese ones."""
    eastern = _language(language) in ("zh", "ja", "ko")
    return language if eastern or not HAN.search(text) else "zh-Hans"


def tagged(register: Register, language: str) -> Register:
    """The register of a dossier in a language, with a tag for each name that had none."""

    def with_tags(forms: Mapping[str, str]) -> Mapping[str, str]:
        return {tag or _written_in(form, language): form for tag, form in forms.items()}

    entities = tuple(
        replace(item, names=with_tags(item.names), aliases=tuple(map(with_tags, item.aliases)))
        for item in register.entities
    )
    return replace(register, entities=entities)


def _summaries(article: Article, variant: str, converters: Converters) -> tuple[Summary, ...]:
    """The edition's language first, the article's own after it; one for each language."""
    first = best_tag([summary.lang for summary in article.summaries], variant)
    ordered = sorted(article.summaries, key=lambda summary: summary.lang != first)
    by_language: dict[str, Summary] = {}
    for summary in ordered:
        language = _language(summary.lang)
        if summary.lang == first or language == _language(article.lang):
            by_language.setdefault(language, summary)
    return tuple(
        _summary(summary, article.slug, variant, converters) for summary in by_language.values()
    )


def _summary(summary: Summary, slug: str, variant: str, converters: Converters) -> Summary:
    converter = converters.get(summary.lang, variant)
    if converter is None:
        return summary
    sentences = tuple(
        replace(sentence, text=converter.convert(sentence.text, slug))
        for sentence in summary.sentences
    )
    return replace(summary, lang=variant, sentences=sentences)


def _field(value: Field, converter: Converter, slug: str) -> Field:
    convert = partial(converter.convert, article=slug)
    chosen = value.value
    new = tuple(map(convert, chosen)) if isinstance(chosen, tuple) else chosen and convert(chosen)
    return replace(value, value=new)


def _converted(
    blocks: Sequence[Block], converter: Converter, slug: str, variant: str
) -> list[Block]:
    """Blocks in the variant, their marks moved; code stays as it is."""
    texts = ["" if _is_verbatim(block) else block.text for block in blocks]
    cuts = [_cuts((*block.marks, *block.mentions, *block.annotations)) for block in blocks]
    moved = []
    for block, new in zip(blocks, converter.convert_all(texts, cuts, slug), strict=True):
        if block.image and block.image.alt:
            alt = converter.convert(block.image.alt, slug)
            block = replace(block, image=replace(block.image, alt=alt))
        if _is_verbatim(block) or not block.text:
            moved.append(block)
            continue
        # Built anew: `replace` takes four times as long, and there are a hundred to an article.
        marks = tuple(
            Mark(_moved(mark.span, new), mark.kind, mark.target, mark.page) for mark in block.marks
        )
        mentions = tuple(Mention(_moved(item.span, new), item.entity) for item in block.mentions)
        notes = tuple(Annotation(_moved(item.span, new), item.note) for item in block.annotations)
        moved.append(
            replace(
                block,
                text=new.text,
                marks=marks,
                mentions=mentions,
                annotations=notes,
                lang=variant,
            )
        )
    return moved


def _is_verbatim(block: Block) -> bool:
    """Code, and words in another language than Chinese, are the same in each edition."""
    return block.kind in VERBATIM_KINDS or not block.lang.startswith(("zh", "und"))


def _cuts(marks: Iterable[Mark | Mention | Annotation]) -> list[int]:
    return [at for mark in marks for at in (mark.span.start, mark.span.end)]


def _moved(span: Span, new: Converted) -> Span:
    return Span(new.starts[span.start], new.ends[span.end])
