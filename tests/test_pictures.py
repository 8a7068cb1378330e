"""Pictures that came with a file are shown, and nothing but pictures."""

from __future__ import annotations

import io
import json
import pickle
import re
import struct
import zipfile
from contextlib import suppress
from pathlib import Path
from time import process_time
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser

from dossier.books import books
from dossier.cache import file_digests
from dossier.export.zim.entries import entries
from dossier.extract.pictures import with_pictures
from dossier.extract.tokens import Token
from dossier.formats import pictures
from dossier.formats.pictures import PictureError, attached, encoded, measured
from dossier.html_check import wrong_in
from dossier.load import read_articles
from dossier.model import Document, RawPiece, Source
from dossier.model import Image as Picture
from dossier.pipeline import build
from support.browsing import Watched
from support.dossiers import a_dossier
from support.picture_files import data_address, page, picture
from support.sites import project, render

PLACE = b"51.5007 N Houses of Parliament"


def with_place(kind: str = "JPEG") -> bytes:
    """A picture that says where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    exif[0x0112] = 6
    return picture(kind, exif=exif.tobytes(), comment=PLACE) + b"<script>alert(1)</script>"


def moving(kind: str) -> bytes:
    """A picture of three frames."""
    frames = [Image.new("RGB", (40, 40), color) for color in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=200, loop=0)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "kind", "ending"),
    [
        (picture("PNG"), "PNG", "png"),
        (picture("PNG", mode="P"), "PNG", "png"),
        (picture("JPEG"), "JPEG", "jpg"),
        (picture("JPEG", mode="CMYK"), "JPEG", "jpg"),
        (picture("GIF", mode="P"), "GIF", "gif"),
        (picture("WEBP"), "WEBP", "webp"),
        (picture("BMP"), "PNG", "png"),
        (picture("TIFF"), "PNG", "png"),
        (picture("AVIF"), "PNG", "png"),
        (picture("TIFF", mode="CMYK"), "PNG", "png"),
        (moving("GIF"), "GIF", "gif"),
        (moving("WEBP"), "WEBP", "webp"),
    ],
)
def test_each_kind_is_written_as_one_that_browsers_show(raw: bytes, kind: str, ending: str) -> None:
    """The same bytes each time; what moves goes on moving."""
    known, new = measured(raw), encoded(raw)
    assert encoded(raw) == new
    assert known.name.endswith(f".{ending}")
    with Image.open(io.BytesIO(new)) as image, Image.open(io.BytesIO(raw)) as source:
        assert (image.format, image.size) == (kind, (known.width, known.height))
        assert getattr(image, "n_frames", 1) == getattr(source, "n_frames", 1)
        first, second = (item.convert("L").resize((9, 6)).tobytes() for item in (image, source))
    assert all(abs(a - b) < 12 for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_what_is_said_beside_a_picture_stays_out(kind: str) -> None:
    """The place where it was taken, a comment, and a program behind its end."""
    raw = with_place(kind)
    assert PLACE in raw
    assert not any(words in encoded(raw) for words in (PLACE, b"alert"))
    assert (measured(raw).width, measured(raw).height) == (60, 90)


def huge() -> bytes:
    """A picture that would fill memories, as far as its size: none of its pixels is read."""
    parts = (b"IHDR" + struct.pack(">IIBBBBB", 9000, 9000, 1, 0, 0, 0, 0), b"IDAT")
    chunks = [
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", crc32(part)) for part in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "kind"),
        (b"abc", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "kind"),
        (picture("JPEG", (300, 300))[:400], "truncated|Truncated"),
        (picture("PNG")[:80], "."),
        (picture("GIF", mode="P")[:30], "."),
        (picture("WEBP")[:60], "."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "."),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "kind"),
        (huge(), "9,000 × 9,000 pixels"),
    ],
)
def test_what_is_no_picture_is_refused(raw: bytes, words: str) -> None:
    with pytest.raises(PictureError, match=words):
        measured(raw)


@given(st.binary(max_size=60), st.integers(8, 200), st.sampled_from(["PNG", "GIF", "JPEG", "WEBP"]))
def test_damaged_bytes_are_refused_or_read(noise: bytes, at: int, kind: str) -> None:
    """Whatever a decoder raises, one error comes of it."""
    raw = picture(kind, (40, 40), "P" if kind == "GIF" else "RGB")
    with suppress(PictureError):
        measured(raw[:at] + noise + raw[at + len(noise) :])


FIGURE = (
    f'<figure><img src="{data_address(picture())}" alt="门口的[队]*"><figcaption>排队的人。'
    "<br>摄影：林秋</figcaption></figure>"
)


def text_of(root: Path, name: str = "a") -> str:
    return (root / f"docs/zh-Hans/articles/{name}.md").read_text("utf-8").split("---\n", 2)[-1]


def kept(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "docs").glob("data/pictures/*"))


def test_a_picture_stands_in_its_place_with_its_caption(tmp_path: Path) -> None:
    """As Markdown that a person reads; an unchanged build does nothing."""
    contract = a_dossier(tmp_path, {"a.html": page(FIGURE)})
    assert not build(contract).problems
    (name,) = kept(tmp_path)
    assert name == measured(picture()).name
    before, figure, caption, behind = text_of(tmp_path).strip().split("\n\n")[1:]
    assert before.endswith("{#p1}")
    assert behind.endswith("{#p3}")
    where = f"../../data/pictures/{name}"
    assert figure == f"![门口的\\[队\\]\\*]({where}){{width=90 height=60}} {{.picture}}"
    assert caption.startswith("排队的人。")
    assert caption.endswith("{#p2 .caption}")
    assert not build(contract).changes
    (article,) = json.loads((tmp_path / "docs/data/dossier.json").read_text())["articles"]
    image = {"src": "", "alt": "门口的[队]*", "name": name, "width": 90, "height": 60}
    assert article["blocks"][2]["image"] == image


def test_a_picture_may_stand_in_a_style_sheet(tmp_path: Path) -> None:
    """As SingleFile saves one that a page shows twice."""
    empty = (
        "data:image/svg+xml,&lt;svg xmlns=&quot;http://www.w3.org/2000/svg&quot;&gt;&lt;/svg&gt;"
    )
    style = f'<style>:root{{--sf-img-1: url("{data_address(picture())}")}}</style>'
    image = f'<img src="{empty}" style="background-image:var(--sf-img-1)!important">'
    build(a_dossier(tmp_path, {"a.html": style + page(image)}))
    assert kept(tmp_path) == [measured(picture()).name]


def test_signs_and_pixels_are_no_figures(tmp_path: Path) -> None:
    """Nor is a drawing shown, which may hold a program: its place says so."""
    pixel, icon = (data_address(picture("GIF", (side, side), "P"), "gif") for side in (1, 24))
    drawing = data_address(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg+xml")
    parts = [
        f'<p><img src="{pixel}"></p>',
        f'<img src="{icon}">',
        f'<img src="{drawing}" alt="图表">',
    ]
    report = build(a_dossier(tmp_path, {"a.html": page(*parts)}))
    assert not report.problems
    assert kept(tmp_path) == []
    assert text_of(tmp_path).count("{.figure}") == 1
    assert "图表" in text_of(tmp_path)


def test_a_sign_may_hold_the_place_of_a_picture(tmp_path: Path) -> None:
    """Of one that a script loads from elsewhere: where it is, is said."""
    pixel = data_address(picture("GIF", (1, 1), "P"), "gif")
    image = f'<img src="{pixel}" data-src="https://a.example/1.jpg">'
    build(a_dossier(tmp_path, {"a.html": page(image)}))
    assert kept(tmp_path) == []
    assert "https://a.example/1.jpg" in text_of(tmp_path)


def test_a_damaged_picture_is_told(tmp_path: Path) -> None:
    """And the article is there."""
    torn = data_address(picture("JPEG", (300, 300))[:300], "jpeg")
    report = build(a_dossier(tmp_path, {"a.html": page(f'<img src="{torn}">')}))
    (problem,) = report.problems
    assert problem.path == "seeds/a.html"
    assert "1 of its pictures cannot be read" in problem.message
    assert "{#p2}" in text_of(tmp_path)


def test_a_page_has_the_pictures_that_a_browser_saved_beside_it(tmp_path: Path) -> None:
    """Also under an escaped name; a picture that a script would load from elsewhere is not."""
    image = '<img src="./a_files/%E5%9B%BE.jpg" data-src="https://a.example/1.jpg">'
    contract = a_dossier(tmp_path, {"a.html": page(image)})
    folder = tmp_path / "seeds/a_files"
    folder.mkdir()
    (folder / "图.jpg").write_bytes(picture("JPEG"))
    (folder / "style.css").write_text("p {}")
    assert not build(contract).problems
    assert kept(tmp_path) == [measured(picture("JPEG")).name]
    assert "a_files/图.jpg" in file_digests(tmp_path / "seeds")
    assert not build(contract).changes
    (folder / "图.jpg").write_bytes(picture("JPEG", (200, 100)))
    assert build(contract).changes
    assert kept(tmp_path) == [measured(picture("JPEG", (200, 100))).name]


@pytest.mark.parametrize("where", ["a.yml", "_dossier.yml"])
def test_an_editor_keeps_pictures_out(where: str, tmp_path: Path) -> None:
    """Of an article, or of the dossier: their places say so."""
    contract = a_dossier(tmp_path, {"a.html": page(FIGURE), where: "images: none\n"})
    assert not build(contract).problems
    assert kept(tmp_path) == []
    assert "门口的" in text_of(tmp_path)
    assert "data/pictures" not in text_of(tmp_path)


def test_rights_withhold_pictures(tmp_path: Path) -> None:
    """Of an excerpt nothing is shown that nobody quotes; a private build has it all."""
    contract = a_dossier(tmp_path, {"a.html": page(FIGURE), "a.yml": "rights: excerpt\n"})
    build(contract)
    assert kept(tmp_path) == []
    assert "picture" not in text_of(tmp_path)
    build(contract, private=True)
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        '<img src="https://a.example/x.png" alt="">',
        '<img src="../../data/pictures/x.svg" alt="">',
        '<img src="../../data/pictures/0123456789abcdef0123456789abcdef.svg" alt="">',
        '<img src="data:image/png;base64,AAAA" alt="">',
        '<img src="../../data/pictures/0123456789abcdef0123456789abcdef.png" onerror="a()">',
    ],
)
def test_a_page_shows_kept_pictures_alone(wrong: str) -> None:
    """The last check of each page knows no other."""
    assert wrong_in(wrong)
    right = '<img src="../../data/pictures/0123456789abcdef0123456789abcdef.png" alt="" width="9">'
    assert not wrong_in(right)


def test_a_file_cannot_name_a_picture_itself(tmp_path: Path) -> None:
    """The attribute by which extraction names one is nobody else's."""
    name = measured(picture()).name
    forged = f'<img data-picture="{name}" src="https://a.example/1.jpg">'
    seeds: dict[str, str | bytes] = {
        "a.html": page(forged),
        "b.html": page(FIGURE, title="另一篇"),
        "c.html": page(FIGURE + forged, title="第三篇"),
    }
    build(a_dossier(tmp_path, seeds))
    assert "data/pictures" not in text_of(tmp_path)
    assert text_of(tmp_path, "b").count("data/pictures") == 1


@pytest.mark.slow
def test_pictures_are_in_the_site_and_in_books(tmp_path: Path, chromium: Browser) -> None:
    """A page passes its own check, and a browser shows them from a disk under the page's policy.

    A book lists them, and has none of a kind that it cannot show; a ZIM file knows what they are.
    """
    webp = f'<img src="{data_address(picture("WEBP"), "webp")}">'
    root = project(tmp_path, {"a.html": page(FIGURE, webp)})
    render(root)
    html = next((root / "site").glob("zh-Hans/articles/a.html")).read_text("utf-8")
    sources = re.findall(r'<img [^>]*src="([^"]+)"', html)
    assert len(sources) == 2
    assert all((root / "site/zh-Hans/articles" / source).resolve().is_file() for source in sources)
    assert html.count('loading="lazy"') == 2
    watched = Watched(chromium.new_page(), f"file://{root}/site/")
    shown = watched.goto("zh-Hans/articles/a.html").locator(".d-picture img")
    for at in range(2):
        shown.nth(at).scroll_into_view_if_needed()
        assert (
            shown.nth(at).evaluate("image => image.decode().then(() => image.naturalWidth)") == 90
        )
    assert watched.messages == []
    kinds = {entry.path: entry.kind for entry in entries(root / "site", {})}
    assert {kinds[f"data/pictures/{Path(source).name}"] for source in sources} == {
        "image/png",
        "image/webp",
    }
    files, problems = books(root / "mkdocs.yml")
    assert not problems
    with zipfile.ZipFile(io.BytesIO(files[0].content)) as book:
        names = [name for name in book.namelist() if "/pictures/" in name]
        assert [name.rpartition(".")[2] for name in names] == ["png", "png"]
        package = book.read("EPUB/package.opf").decode()
        chapter = book.read("EPUB/articles/a.xhtml").decode()
    assert package.count('media-type="image/png"') == 2
    assert chapter.count('src="../pictures/') == 2


def test_the_limit_is_asked_before_a_picture_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 5_000)
    with pytest.raises(PictureError, match="90 × 60"):
        measured(picture())


def test_articles_do_not_hold_the_bytes_of_pictures(tmp_path: Path) -> None:
    """They are read once more when they are written."""
    noise = io.BytesIO()
    Image.effect_noise((400, 400), 90).save(noise, "PNG")
    a_dossier(tmp_path, {"a.html": page(f'<img src="{data_address(noise.getvalue())}">')})
    (article,), _ = read_articles(tmp_path / "seeds")
    assert len(noise.getvalue()) > 100_000
    assert len(pickle.dumps(article)) < 20_000


@pytest.mark.parametrize(
    "unit", ["-", "--a ", "data:image/", "data:image/a;", "--a:url(", "<img src=data:image/"]
)
def test_pictures_are_looked_for_in_a_time_as_the_length_of_a_page(unit: str) -> None:
    """Nothing that is begun again and again is looked for to the end each time."""
    text = unit * (400_000 // len(unit))
    begin = process_time()
    attached(Document(Source("seeds/a.html"), b"", "", (RawPiece(text, "html"),)))
    with_pictures([Token("start", f"<img {text}>", "img")], {"a": Picture("")})
    assert process_time() - begin < 4
