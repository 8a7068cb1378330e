"""Lead each <img> to the picture that came with its file, where there is one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dossier.extract import inline
from dossier.extract.pieces import Piece
from dossier.extract.tokens import Token
from dossier.model import DATA_PICTURE, Image, picture_key

# What is smaller on a side is a sign beside words, or counts readers.
SMALL = 32


def with_pictures(tokens: list[Token], pictures: Mapping[str, Image]) -> list[Token]:
    """Tokens in which each <img> names its picture by `data-picture`; signs are no longer there."""
    return [
        _named(token, pictures) if token.name == "img" and token.kind == "start" else token
        for token in (tokens if pictures else ())
    ] or tokens


def _named(token: Token, pictures: Mapping[str, Image]) -> Token:
    source = DATA_PICTURE.sub(lambda address: picture_key(address[0]), token.source)
    values = Token("start", source, "img").attributes
    # A `srcset` has several addresses, and a comma behind each; a style names a property.
    words = [word.rstrip(",") for value in values.values() for word in (value, *value.split())]
    words += [part.partition(")")[0] for part in source.split("var(")[1:]]
    known = [pictures[key] for key in map(picture_key, words) if key in pictures]
    large = (item for item in known if not 0 < min(item.width, item.height) < SMALL)
    picture = next(large, None)
    others = {name: value for name, value in values.items() if picture_key(value) not in pictures}
    # A sign may hold the place of a picture that a script loads.
    if known and not picture and not inline.picture(others):
        return Token("start", "<img>", "img")
    # Of two attributes alike the first counts: a file cannot name a picture itself.
    name = f' data-picture="{picture.name or "none"}"' if picture else ""
    return Token("start", f"<img{name}{source[4:]}", "img")


def measured(pieces: Sequence[Piece], pictures: Mapping[str, Image]) -> list[Piece]:
    """Pieces whose pictures have the size that they have in the file."""
    known = {picture.name: picture for picture in pictures.values() if picture.name}
    return [
        replace(
            piece, image=replace(known.get(image.name, Image("")), src=image.src, alt=image.alt)
        )
        if (image := piece.image) and image.name
        else piece
        for piece in pieces
    ]
