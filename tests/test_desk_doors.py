"""Only a page of this server, on this computer, may ask the desk; whatever else asks writes nothing."""

from __future__ import annotations

import io
import logging
from types import SimpleNamespace
from typing import Any

import pytest

from dossier.desk import TYPES, open_desk
from dossier.desk.acts import RESOURCES
from support.desk import HOST, Asking, desk_of, files_of

SEED = "题目\n\n河边的书店今天开门了，门口排着很长的队。\n"
NOTE = {"article": "a", "quote": "很长的队", "note": {"kind": "gloss", "body": "一句话。"}}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Asking:
    return desk_of(tmp_path_factory.mktemp("doors") / "d", {"a.txt": SEED})


class Unread(io.BytesIO):
    """A body that nobody may read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("read")


@pytest.mark.parametrize(
    ("status", "environ"),
    [
        ("403", {"HTTP_X_DESK_TOKEN": None}),
        ("403", {"HTTP_X_DESK_TOKEN": ""}),
        ("403", {"HTTP_X_DESK_TOKEN": "a" * 43}),
        ("403", {"HTTP_X_DESK_TOKEN": "é"}),
        ("403", {"HTTP_ORIGIN": "http://evil.example"}),
        ("403", {"HTTP_ORIGIN": "null"}),
        ("403", {"HTTP_ORIGIN": f"https://{HOST}"}),
        ("403", {"HTTP_ORIGIN": "http://127.0.0.1:9999"}),
        ("403", {"HTTP_ORIGIN": "http://localhost:8000"}),
        ("403", {"HTTP_HOST": "evil.example:8000", "HTTP_ORIGIN": "http://evil.example:8000"}),
        ("403", {"HTTP_HOST": "127.0.0.1:8000.evil.example", "HTTP_ORIGIN": None}),
        ("403", {"HTTP_HOST": "127.0.0.1", "HTTP_ORIGIN": None}),
        ("403", {"HTTP_HOST": None, "HTTP_ORIGIN": None}),
        ("403", {"HTTP_SEC_FETCH_SITE": "cross-site"}),
        ("403", {"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_ORIGIN": None}),
        ("403", {"HTTP_SEC_FETCH_SITE": "none"}),
        ("415", {"CONTENT_TYPE": "application/x-www-form-urlencoded"}),
        ("415", {"CONTENT_TYPE": "multipart/form-data; boundary=x"}),
        ("415", {"CONTENT_TYPE": "text/plain"}),
        ("415", {"CONTENT_TYPE": ""}),
        ("411", {"CONTENT_LENGTH": ""}),
        ("411", {"CONTENT_LENGTH": "-1"}),
        ("411", {"HTTP_TRANSFER_ENCODING": "chunked"}),
        ("413", {"CONTENT_LENGTH": "100000000"}),
        ("413", {"CONTENT_LENGTH": "9" * 5000}),
        ("405", {"REQUEST_METHOD": "GET"}),
        ("405", {"REQUEST_METHOD": "PUT"}),
        ("405", {"REQUEST_METHOD": "OPTIONS"}),
        ("404", {"PATH_INFO": "/_desk/api/nothing"}),
        ("404", {"PATH_INFO": "/_desk/api/"}),
    ],
)
def test_a_request_from_elsewhere_is_refused_unread(
    desk: Asking, status: str, environ: dict[str, Any]
) -> None:
    """A stranger's page, a form, another name of this computer, a flood."""
    before = files_of(desk.folder)
    answer = desk.ask("POST", "notes", NOTE, **{"wsgi.input": Unread(), **environ})
    assert desk.status == status
    assert answer["problems"][0]["message"]
    assert files_of(desk.folder) == before
    assert not {name.lower() for name in desk.headers} & {"access-control-allow-origin"}
    assert desk.headers["Cache-Control"] == "no-store"


def test_a_page_is_in_no_frame_of_another_site(desk: Asking) -> None:
    """There a click might be meant for something else."""

    def inner(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"<p>"]

    started: dict[str, str] = {}

    def start(status: str, headers: list[tuple[str, str]], error: Any = None, /) -> Any:
        started.update(headers)

    desk.layer.app(inner)({"PATH_INFO": "/a.html"}, start)
    assert started["X-Frame-Options"] == "SAMEORIGIN"


def test_a_dossier_that_cannot_be_read_is_told(desk: Asking) -> None:
    settings = desk.folder / "mkdocs.yml"
    sound = settings.read_text("utf-8")
    settings.write_text(f"{sound}\n\tx: [\n", "utf-8")
    problem = desk.ask("GET", "state")["problems"][0]
    assert (desk.status, problem["path"]) == ("422", "mkdocs.yml")
    settings.write_text(sound, "utf-8")
    desk.ask("GET", "state")
    assert desk.status == "200"


def test_a_request_that_breaks_off_writes_nothing(desk: Asking) -> None:
    kind = {"CONTENT_TYPE": "application/octet-stream", "CONTENT_LENGTH": "99"}
    desk.ask("POST", "files?name=b.txt", **{**kind, "wsgi.input": io.BytesIO(b"half")})
    assert desk.status == "400"
    assert list(files_of(desk.folder)) == ["seeds/a.txt"]


@pytest.mark.parametrize(
    "body", ["[]", "{", '{"article": "\\ud800"}', "[" * 100_000, '{"a": NaN}', ""]
)
def test_a_body_that_is_no_object_is_refused(desk: Asking, body: str) -> None:
    raw = body.encode()
    environ = {"CONTENT_LENGTH": str(len(raw)), "wsgi.input": io.BytesIO(raw)}
    assert desk.ask("POST", "notes", **environ)["problems"]
    assert desk.status in ("400", "404")
    assert list(files_of(desk.folder)) == ["seeds/a.txt"]


@pytest.mark.parametrize("name", RESOURCES)
@pytest.mark.parametrize(
    "body", [{}, {"article": "a"}, {"article": 1, "note": 2, "fields": 3, "words": 4}]
)
def test_a_body_of_another_shape_is_told(desk: Asking, name: str, body: dict[str, Any]) -> None:
    """With a status of the asker's, and without a change to any file."""
    for method in RESOURCES[name].methods:
        if method != "GET" and not RESOURCES[name].file:
            answer = desk.ask(method, f"{name}/x", body)
            assert desk.status in ("404", "422") or not answer["files"]
    assert list(files_of(desk.folder)) == ["seeds/a.txt"]


def test_other_names_of_this_computer_may_ask(desk: Asking) -> None:
    for host in ("localhost:8000", "[::1]:8000"):
        names = {"HTTP_HOST": host, "HTTP_ORIGIN": f"http://{host}"}
        desk.ask("POST", "selection", {"article": "a", "quote": "很长的队"}, **names)
        assert desk.status == "200"
    # A program that is no browser sends neither.
    desk.ask("GET", "state", HTTP_ORIGIN=None, HTTP_SEC_FETCH_SITE=None)
    assert desk.status == "200"


def test_a_page_asked_under_another_name_has_no_token(desk: Asking) -> None:
    """A page of another site that rebinds its name to this computer could read it there."""
    tokens = []
    for host in (HOST, "evil.example:8000"):
        desk.ask("GET", "", PATH_INFO="/zh-Hans/index.html", HTTP_HOST=host)
        tokens.append(desk.layer.token.encode() in desk.layer.page(b"<p>"))
    assert tokens == [True, False]


def test_files_of_the_desk_are_its_own_alone(desk: Asking) -> None:
    for name in (
        "desk.js",
        "nothing.js",
        "../__init__.py",
        "..%2f__init__.py",
        "locale/../desk.py",
        "/etc/passwd",
    ):
        desk.ask("GET", "", PATH_INFO=f"/_desk/{name}")
        assert desk.status == ("200" if name == "desk.js" else "404"), name
    assert set(TYPES) == {".js", ".css", ".json"}


@pytest.mark.parametrize(
    ("host", "there"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("192.168.1.2", False),
        ("", False),
    ],
)
def test_a_server_that_others_reach_has_no_desk(
    desk: Asking, host: str, there: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """And says so once."""
    with caplog.at_level(logging.INFO):
        layer = open_desk(SimpleNamespace(server_address=(host, 8000)), desk.layer.desk)
    assert (layer is not None) == there
    assert len(caplog.records) == (not there)
