"""An article in a variant: its words and the editor's converted, all marks moved with them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from dossier.convert.converters import Converters
from dossier.convert.editors_words import Say, best_tag, language_of, sayer
from dossier.convert.variants import Converted, Converter
from dossier.model import Article, Field, Summary, text_of
from dossier.model.blocks import Annotation, Block, Mark, Mention, Span
from dossier.model.editorial import LocalizedText, Note

VERBATIM_KINDS = ("code",)
# Fields whose values are words to read; addresses and dates are not.
NAMES = ("publisher", "via", "authors", "translator", "editors")


def in_variant(article: Article, variant: str, language: str, converters: Converters) -> Article:
    """One article for one variant: title, blocks, names, summaries, cautions."""
    say = sayer(language, variant, converters, article.slug)
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
    if not tag or tag == article.lang or language_of(tag) != language_of(variant):
        return {}
    own = language_of(tag) == language_of(article.lang)
    return {} if own and tag != variant else {tag: words[tag]}


def _titled(article: Article, say: Say, title: LocalizedText) -> Block:
    """The title in translation; notes on the original's words stay with it, without a place."""
    ((tag, text),) = say(title).items()
    notes = tuple(replace(annotation, span=Span(0, 0)) for annotation in article.title.annotations)
    return Block(0, "title", text, lang=tag, annotations=notes)


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


def _summaries(article: Article, variant: str, converters: Converters) -> tuple[Summary, ...]:
    """The edition's language first, the article's own after it; one for each language."""
    first = best_tag([summary.lang for summary in article.summaries], variant)
    ordered = sorted(article.summaries, key=lambda summary: summary.lang != first)
    by_language: dict[str, Summary] = {}
    for summary in ordered:
        language = language_of(summary.lang)
        if summary.lang == first or language == language_of(article.lang):
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
