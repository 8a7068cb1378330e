"""A package is read within limits; what breaks them is told with its member."""

import io
import zipfile

import pytest

from dossier.formats import packages
from dossier.formats.packages import PackageError, read_package


def packed(members: dict[str, bytes]) -> bytes:
    """Pack some members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def test_members_are_read_in_their_order() -> None:
    members = {"b.txt": b"two", "a/c.txt": b"three", "d.txt": b""}
    assert list(read_package(packed(members)).items()) == list(members.items())


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(PackageError, match="leads out"):
        read_package(packed({name: b"text"}))


def test_a_bomb_is_refused_before_it_is_read() -> None:
    with pytest.raises(PackageError, match=r"expand .*zeros\.bin"):
        read_package(packed({"zeros.bin": bytes(packages.SMALL * 2)}))


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_MEMBERS", 3)
    with pytest.raises(PackageError, match="4 members"):
        read_package(packed({str(number): b"" for number in range(4)}))


def test_a_password_is_told() -> None:
    raw = bytearray(packed({"a.txt": b"text"}))
    directory = raw.index(b"PK\x01\x02")
    raw[directory + 8] |= packages.ENCRYPTED  # the flag, as in APPNOTE.TXT 4.4.4
    with pytest.raises(PackageError, match="password"):
        read_package(bytes(raw))


@pytest.mark.parametrize("length", [3, 40, 90])
def test_a_torn_package_is_an_error_that_says_so(length: int) -> None:
    with pytest.raises(PackageError, match="cannot be read") as caught:
        read_package(packed({"a.txt": b"text" * 20})[:length])
    assert "anew" in caught.value.hint
