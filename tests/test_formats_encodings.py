"""Bytes become text, whatever a page was saved in; what is no text is said to be none."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from dossier.files.access import MAX_BYTES
from dossier.files.encodings import LABELS, UndecodableError, clean, decode
from dossier.formats.registry import read_file
from dossier.problems import Problem
from support.documents import document_of

HANS = "今天上午，我们在河边种了三棵柳树。风不大，水很清，过路的人都说这个地方变得好看了，大家还想再来。"
HANT = "今天上午，我們在河邊種了三棵柳樹。風不大，水很清，過路的人都說這個地方變得好看了，大家還想再來。"
JAPANESE = (
    "けさ、川のほとりに柳を三本植えました。風は弱く、水は澄んでいて、通る人はみな足を止めました。"
)
FRENCH = "L’été dernier, l’élève a planté trois érables près de la forêt ; déjà, ils dépassent la clôture."


@pytest.mark.parametrize(
    ("name", "text", "codec"),
    [
        ("utf-8", HANS, "utf-8"),
        ("gb18030", HANS, "gb18030"),
        ("gbk", HANS, "gb18030"),
        ("gb2312", HANS, "gb18030"),
        ("big5", HANT, "big5hkscs"),
        ("cp1252", FRENCH * 3, "cp1252"),
        ("shift_jis", JAPANESE, "cp932"),
        ("euc_jp", JAPANESE, "euc_jp"),
    ],
)
def test_an_undeclared_encoding_is_recognised_by_its_text(name: str, text: str, codec: str) -> None:
    """Text files of the nineties and noughties seldom say what they are."""
    decoded, encoding, damaged = decode(text.encode(name))
    assert (decoded, encoding, damaged) == (text, codec, 0)


@pytest.mark.parametrize(
    ("bom", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_leaves_the_text(bom: bytes, name: str) -> None:
    """Windows writes one before everything it calls Unicode."""
    assert decode(bom + HANS.encode(name)) == (HANS, name, 0)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_itself_by_its_zeros(name: str) -> None:
    """Markup is ASCII, and half of its bytes are then zero."""
    page = f"<html><body><p>{HANS}</p></body></html>"
    assert decode(page.encode(name)) == (page, name, 0)


@pytest.mark.parametrize("head", ["", "<", "<p", "<p>"])
def test_utf_8_with_a_zero_behind_each_character_is_no_utf_16(head: str) -> None:
    """Read as such, it would be published as characters that nobody wrote."""
    raw = (head + "\0".join(HANS * 4)).encode()
    with pytest.raises(UndecodableError, match="NUL"):
        decode(raw + b"." * (len(raw) % 2))


@pytest.mark.parametrize(("label", "codec"), [("gb2312", "gb18030"), ("big5", "big5hkscs")])
def test_a_declared_encoding_is_read_as_browsers_read_it(label: str, codec: str) -> None:
    """Pages say gb2312 and hold characters that only GBK has."""
    text = HANT if label == "big5" else HANS + "镕"
    page = f'<meta charset="{label}"><p>{text}</p>'
    assert decode(page.encode(codec)) == (page, codec, 0)


@pytest.mark.parametrize("label", ["utf-8", "big5", "iso-8859-1", "no-such-thing"])
def test_a_wrong_declaration_does_not_win(label: str) -> None:
    """A page saved anew keeps the declaration of its first life."""
    page = f'<meta charset="{label}"><p>{HANS}</p>'
    assert decode(page.encode("gb18030"))[0] == page


KOREAN = "오늘 아침 우리는 강가에 버드나무 세 그루를 심었다. 지나가는 사람들은 이곳이 아름다워졌다고 말했다."
POLISH = "Dziś rano posadziliśmy nad rzeką trzy wierzby. Wiatr był słaby, woda bardzo czysta, źdźbła żółte."
RUSSIAN = "Сегодня утром мы посадили у реки три ивы. Ветер был слабый, вода очень чистая."
JAPANESE = "今朝、私たちは川辺に柳を三本植えました。風は弱く、水はとても澄んでいました。"
SAID = [
    ("euc-kr", "cp949", KOREAN),
    ("ks_c_5601-1987", "cp949", KOREAN),
    ("windows-1250", "cp1250", POLISH),
    ("ISO-8859-2", "iso8859-2", POLISH),
    ("l2", "iso8859-2", POLISH),
    ("windows-1251", "cp1251", RUSSIAN),
    ("koi8-r", "koi8-r", RUSSIAN),
    ("cyrillic", "iso8859-5", RUSSIAN),
    ("x-mac-cyrillic", "mac-cyrillic", RUSSIAN),
    ("ibm866", "cp866", RUSSIAN),
    ("euc-jp", "euc_jp", JAPANESE),
    ("windows-1253", "cp1253", "Σήμερα το πρωί φυτέψαμε τρεις ιτιές δίπλα στο ποτάμι."),
    ("windows-1254", "cp1254", "Bu sabah nehir kıyısına üç söğüt ağacı diktik."),
    ("windows-1255", "cp1255", "הבוקר שתלנו שלוש ערבות על גדת הנהר."),
    ("iso-8859-6", "iso8859-6", "زرعنا ثلاث أشجار على ضفة النهر."),
    ("tis-620", "cp874", "เช้านี้เราปลูกต้นหลิวสามต้นริมแม่น้ำ"),
]


@pytest.mark.parametrize(("label", "codec", "text"), SAID)
def test_a_declaration_that_fits_is_believed(label: str, codec: str, text: str) -> None:
    """Korean was read as Chinese, and Polish as French; Russian was refused."""
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={label}"><p>{text}</p>'
    assert decode(page.encode(codec)) == (page, codec, 0)
    seed, problems = document_of(page.encode(codec), "seeds/a.html")
    assert seed
    assert problems == []


def test_all_labels_of_browsers_are_known() -> None:
    """Each leads to a codec that Python has (WHATWG Encoding Standard)."""
    assert len(LABELS) > 200
    for label, codec in LABELS.items():
        assert label == label.lower()
        assert codecs.lookup(codec).name == codec


@pytest.mark.parametrize(
    ("label", "raw"),
    [
        ("iso-8859-2", POLISH.encode("cp1250")),
        ("euc-jp", "Un café crème déjà payé, s’il vous plaît.".encode("cp1252")),
        (
            "windows-1253",
            b"caf\xe9 d\xe9j\xe0 vu \xaa \xd2 and plain words of English text to go with it",
        ),
    ],
)
def test_a_declaration_that_fails_is_told(label: str, raw: bytes) -> None:
    """The text is a guess then, and an editor should look at it."""
    seed, problems = document_of(f"<meta charset={label}><p>".encode() + raw, "seeds/a.html")
    text = "".join(map(str, problems))
    assert f"“{label}”" in text
    assert seed is None or seed.encoding in text


def test_one_damaged_byte_does_not_undo_a_declaration() -> None:
    """Korean with a byte too many is still Korean."""
    raw = f"<meta charset=euc-kr><p>{KOREAN * 5}".encode("euc-kr") + b"\xff</p>"
    text, name, line = decode(raw)
    assert (name, line) == ("cp949", 1)
    assert KOREAN in text


def test_a_utf_8_file_that_says_gbk_is_utf_8() -> None:
    """UTF-8 proves itself: other encodings do not look like it by chance."""
    page = f'<meta charset="gbk"><p>{HANS}</p>'
    assert decode(page.encode())[1] == "utf-8"


def test_a_few_damaged_bytes_are_shown_and_reported_with_their_line() -> None:
    """One broken byte is no reason to refuse an article."""
    raw = (HANS + "\n" + HANS).encode() + b"\n\xff\xfe " + HANS.encode()
    seed, problems = document_of(raw, "seeds/a.txt")
    assert seed is not None
    assert "\ufffd" in seed.body.text
    assert [problem.line for problem in problems] == [3]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (bytes(range(256)) * 20, "not a text"),
        (b"%PDF-1.7\0\0\0 abc\0" * 3, "cannot be read"),
        (b"\x7fELF\x02" + b"\0\x01\xff\xee" * 400, "not a text"),
    ],
)
def test_what_is_no_text_is_a_letter_to_the_editor(raw: bytes, says: str) -> None:
    """The message names the file and what is wrong with it; the run goes on."""
    seed, problems = document_of(raw, "seeds/b.txt")
    assert seed is None
    assert len(problems) == 1
    assert says in str(problems[0])
    assert str(problems[0]).startswith("seeds/b.txt:")
    assert problems[0].hint


def test_a_file_beyond_measure_is_refused_unread(tmp_path: Path) -> None:
    """A film that was dropped into the folder is not read into memory."""
    path = tmp_path / "film.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (problem,) = read_file(path, "seeds/film.txt")
    assert isinstance(problem, Problem)
    assert "too large" in problem.message


def test_undecodable_bytes_raise() -> None:
    with pytest.raises(UndecodableError):
        decode(b"\x80\x81\xfe\xff\x00" * 100)


def test_line_ends_become_line_feeds_and_controls_go() -> None:
    """NUL ends a C string inside the converter; STX and ETX are the renderer's own signs."""
    assert clean("一\r\n二\r三\u2028四\x00五\x02六\t七") == "一\n二\n三\n四五六\t七"


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Сегодня утром в деревне открылась школа.", "cp1251"),
        ("Сегодня утром в деревне открылась школа.", "koi8_r"),
        ("Σήμερα το πρωί άνοιξε το σχολείο του χωριού.", "cp1253"),
        ("오늘 아침 마을에 학교가 문을 열었고 아이들이 일찍 왔습니다.", "cp949"),
    ],
)
def test_an_encoding_that_nothing_states_is_proposed_and_not_used(
    words: str, encoding: str
) -> None:
    """The message shows how the text would read, so that an editor sees whether it is right."""
    with pytest.raises(UndecodableError, match=f"as {encoding} it says “") as error:
        decode(f"<p>{words}\n".encode(encoding) * 9)
    assert f"“{words[:20]}" in str(error.value)
    with pytest.raises(UndecodableError, match=r"nor a Western encoding$"):
        decode(bytes(range(128, 256)) * 90)
