"""Firefox, driven through Marionette, the protocol that is built into it.

Playwright drives a Firefox of its own making, and Debian's firefox-esr only in part; geckodriver
is in neither Debian 12 nor PyPI. What a test needs of Marionette fits here. The protocol: a JSON
array with its length in bytes before it, `[0, id, command, parameters]` there and
`[1, id, error, result]` back (firefox-source-docs.mozilla.org/testing/marionette).
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

# Whom a Firefox asks of itself, for certificates and settings.
MAKERS = (".mozilla.org", ".mozilla.com", ".mozilla.net", ".mozgcp.net", ".firefox.com")
NAMES = ("firefox-esr", "firefox")
# A browser that stays at home, with a port that the system chooses.
PREFERENCES: dict[str, object] = {
    "marionette.port": 0,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    # A minute after its start it looks for codecs, at Google's too.
    "media.gmp-provider.enabled": False,
    "media.gmp-manager.updateEnabled": False,
}


class _Gate(StreamRequestHandler):
    """A proxy that notes who is asked, and lets nothing through."""

    def handle(self) -> None:
        request = self.rfile.readline().decode("latin-1").split()
        if len(request) > 1:
            address = request[1] if "://" in request[1] else f"//{request[1]}"
            self.server.asked.append(urlsplit(address).hostname)  # type: ignore[attr-defined]


class Gate(ThreadingTCPServer):
    """The end of a browser's every request to a network: `asked` are the hosts of all of them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Gate)
        self.asked: list[str] = []
        Thread(target=self.serve_forever, daemon=True).start()

    def preferences(self) -> dict[str, object]:
        """Return the settings that send a Firefox's requests here."""
        host, port = "127.0.0.1", self.server_address[1]
        results: dict[str, object] = {"network.proxy.type": 1}
        for kind in ("http", "ssl"):
            results |= {f"network.proxy.{kind}": host, f"network.proxy.{kind}_port": port}
        return results


def firefox_path() -> str | None:
    """Return the path of Firefox, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Firefox:
    """One headless Firefox with a profile of its own, one window, and no network."""

    def __init__(self, path: str) -> None:
        self._gate = Gate()
        self._folder = tempfile.TemporaryDirectory()
        profile = Path(self._folder.name)
        wanted = PREFERENCES | self._gate.preferences()
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in wanted.items()]
        (profile / "user.js").write_text("\n".join(lines))
        self._running = subprocess.Popen(
            [path, "--headless", "--no-remote", "--marionette", "--profile", str(profile)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._count = 0
        self._socket = socket.create_connection(("127.0.0.1", self._port(profile)), timeout=60)
        self._stream = self._socket.makefile("rb")
        self._answer()
        self.call("WebDriver:NewSession")

    def _port(self, profile: Path) -> int:
        """The port that it listens at, which it writes into its profile."""
        place = profile / "MarionetteActivePort"
        for _ in range(600):
            if place.is_file() and (words := place.read_text()):
                return int(words)
            assert self._running.poll() is None, "Firefox does not start."
            time.sleep(0.1)
        raise TimeoutError("Firefox opened no port within a minute.")

    def _answer(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            assert byte, "Firefox is gone."
            length += byte
        return json.loads(self._stream.read(int(length)))

    def call(self, command: str, **parameters: Any) -> Any:
        """Send one command and wait for its result."""
        self._count += 1
        message = json.dumps([0, self._count, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._answer()
        assert not error, error
        return result

    @property
    def asked(self) -> set[str]:
        """The hosts that pages asked for something, without those of its maker."""
        return {host for host in self._gate.asked if not host.endswith(MAKERS)}

    def goto(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        self.call("WebDriver:Navigate", url=address)

    def run(self, script: str, *arguments: Any) -> Any:
        """Return the result of a function's body on the page."""
        return self.call("WebDriver:ExecuteScript", script=script, args=arguments)["value"]

    def wait(self, script: str) -> Any:
        """The first thing other than nothing that an expression gives, within ten seconds."""
        for _ in range(100):
            if value := self.run(f"return {script}"):
                return value
            time.sleep(0.1)
        raise TimeoutError(f"never on {self.run('return location.href')}: {script}")

    def click(self, selector: str) -> None:
        """Click the first element of a selector, as a hand would."""
        call = self.call("WebDriver:FindElement", using="css selector", value=selector)
        self.call("WebDriver:ElementClick", id=next(iter(call["value"].values())))

    def press(self, keys: str) -> None:
        """Type into whatever has the focus."""
        call = self.call("WebDriver:GetActiveElement")
        self.call("WebDriver:ElementSendKeys", id=next(iter(call["value"].values())), text=keys)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None
    ) -> None:
        self._stream.close()
        self._socket.close()
        self._running.terminate()
        self._running.wait(30)
        self._gate.shutdown()
        self._gate.server_close()
        self._folder.cleanup()
