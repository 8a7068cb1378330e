"""Pictures that came with a file: each is decoded, and written anew without all that is no picture.

So nothing in them can run, and no place, name or preview (EXIF, XMP, comments) goes out with them.
Drawings (SVG) are programs of a kind, and are not taken.
"""

import io
import re
import warnings
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

import PIL
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from dossier.model import DATA_PICTURE, Document, picture_key
from dossier.model import Image as Picture

# Four times a large screen, or a page that was scanned at 600 dots an inch.
MAX_PIXELS = 50_000_000
READ = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
# All others are written as PNG. (MPO: a JPEG with more than one picture.)
ENDINGS = {"JPEG": "jpg", "MPO": "jpg", "GIF": "gif", "WEBP": "webp"}
MODES = ("1", "L", "LA", "P", "RGB", "RGBA")
INLINE = re.compile(";base64,", re.I)
# A picture that stands more than once in a page of SingleFile's is a property of its style sheet:
# what stands before its address.
PROPERTY = re.compile(r"(?<![\w-])(--[\w-]{1,99})\s{0,9}:\s{0,9}url\(\s{0,9}[\"']?$", re.I)
LONGEST_PROPERTY = 140
ENCODER = f"Pillow {PIL.__version__}"
# What a picture needs to look as it does; all else that a file says of itself stays out.
NEEDED = ("transparency", "duration", "loop")


class PictureError(ValueError):
    """Bytes that are no picture, a damaged one, or one that is too large."""


def attached(document: Document) -> dict[str, bytes]:
    """The files that came with a document, also those within its HTML, by `picture_key`."""
    files = {picture_key(name): raw for name, raw in document.attachments.items()}
    for piece in document.pieces:
        # Few pages have a picture in them: none is read for it letter by letter.
        text = piece.text if piece.notation == "html" and INLINE.search(piece.text) else ""
        for match in DATA_PICTURE.finditer(text):
            address, start = match[0], match.start()
            words = unquote(address.partition(",")[2]).rstrip("=")
            # A single letter behind the last four is none of a byte.
            words = words[: len(words) - (len(words) % 4 == 1)]
            files[picture_key(address)] = b64decode(
                words + "=" * (-len(words) % 4), b"-_" if "-" in words else None
            )
            if prop := PROPERTY.search(text[max(0, start - LONGEST_PROPERTY) : start]):
                files[prop[1]] = files[picture_key(address)]
    return files


def stem_of(raw: bytes) -> str:
    """The name of a picture's file without its ending: a hash of its bytes as they came."""
    return sha256(raw).hexdigest()[:32]


def measured(raw: bytes) -> Picture:
    """Return the name and the size of a picture that can be decoded. Raises PictureError."""
    with _opened(raw) as image:
        image.load()
        width, height = ImageOps.exif_transpose(image).size
        name = f"{stem_of(raw)}.{ENDINGS.get(str(image.format), 'png')}"
        return Picture("", "", name, width, height)


def encoded(raw: bytes, as_png: bool = False) -> bytes:
    """Return a picture's bytes, written anew: the same for the same bytes. Raises PictureError."""
    out = io.BytesIO()
    with _opened(raw) as image:
        ending = "png" if as_png else ENDINGS.get(str(image.format), "png")
        frames = getattr(image, "n_frames", 1)
        still = _bare(ImageOps.exif_transpose(image))
        if ending == "jpg":
            options: dict[str, Any] = {"quality": 90}
            if isinstance(image, JpegImageFile) and image.mode in ("L", "RGB"):
                options = {
                    "qtables": image.quantization,
                    "subsampling": max(0, get_sampling(image)),
                }
            still = still if still.mode in ("L", "RGB") else still.convert("RGB")
            still.save(out, "JPEG", optimize=True, progressive=True, **options)
        elif ending == "png" or not 1 < frames <= MAX_PIXELS // (image.width * image.height):
            still.save(out, ending)
        else:
            first, *others = [_bare(frame) for frame in ImageSequence.Iterator(image)]
            times = [int(frame.info.get("duration", 0)) for frame in (first, *others)]
            more: dict[str, Any] = {"save_all": True, "append_images": others, "duration": times}
            first.save(out, ending, loop=image.info.get("loop", 0), **more)
    return out.getvalue()


def _bare(image: Image.Image) -> Image.Image:
    """A copy of a picture without what is said of it, in a mode that each of its kinds has."""
    bare = image.copy() if image.mode in MODES else image.convert("RGB")
    bare.info = {key: image.info[key] for key in NEEDED if key in image.info}
    return bare


@contextmanager
def _opened(raw: bytes) -> Iterator[Image.Image]:
    Image.init()
    kinds = [kind for kind in READ if kind in Image.OPEN]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=kinds) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise PictureError(f"{image.width:,} × {image.height:,} pixels")
                yield image
    except PictureError:
        raise
    except UnidentifiedImageError:
        raise PictureError("of a kind that is not known here") from None
    # Pillow's decoders raise whatever they come upon in damaged bytes (struct.error, KeyError …).
    except Exception as error:
        raise PictureError(str(error) or type(error).__name__) from None
