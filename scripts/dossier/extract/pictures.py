"""Lead each <img> to the picture that came with its file, where there is one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dossier.extract.pieces import Piece
from dossier.extract.tokens import Token
from dossier.model import DATA_PICTURE, Image, picture_key

# What is smaller on a side is a sign beside words, or counts readers.
SMALL = 32
# Between the addresses of a `srcset` (HTML Standard, 4.8.4.2.1).
PARTED = re.compile(r",\s+")


def with_pictures(tokens: list[Token], pictures: Mapping[str, Image]) -> list[Token]:
    """Tokens in which each <img> names its picture by `data-picture`; signs are no longer there."""
    if not pictures:
        return tokens
    return [
        _named(token, pictures) if token.kind == "start" and token.name == "img" else token
        for token in tokens
    ]


def _named(token: Token, pictures: Mapping[str, Image]) -> Token:
    source = DATA_PICTURE.sub(lambda address: picture_key(address[0]), token.source)
    values = Token("start", source, "img").attributes.values()
    addresses = (
        part.split()[0] for value in values for part in PARTED.split(value) if part.split()
    )
    picture = next((pictures[key] for key in map(picture_key, addresses) if key in pictures), None)
    if picture and 0 < min(picture.width, picture.height) < SMALL:
        return Token("start", "<img>", "img")
    # Of two attributes alike the first counts: a file cannot name a picture itself.
    name = f' data-picture="{picture.name or "none"}"' if picture else ""
    return Token("start", f"<img{name}{source[4:]}", "img")


def measured(pieces: Sequence[Piece], pictures: Mapping[str, Image]) -> list[Piece]:
    """Pieces whose pictures have the size that they have in the file."""
    by_name = {picture.name: picture for picture in pictures.values() if picture.name}
    return [_measured(piece, by_name) for piece in pieces]


def _measured(piece: Piece, by_name: Mapping[str, Image]) -> Piece:
    image = piece.image
    if not image or not image.name:
        return piece
    known = by_name.get(image.name, Image(""))
    return replace(piece, image=replace(known, src=image.src, alt=image.alt))
