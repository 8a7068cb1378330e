"""Broken mails and saved pages, and how each is told."""

from __future__ import annotations

import plistlib

BOMB = b'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><plist><string>&b;</string></plist>'
ENTITY = b'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a SYSTEM "file:///etc/passwd">]><plist><string>&a;</string></plist>'
DEEP = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)
)
TOP = b"From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\n"
DAMAGED = "U+FFFD"
HALF = "河边的书店今天开门了，门口排着很长的队。\n".encode() * 4 + b"a\xff\xfeb\n"
BAD: dict[str, tuple[bytes, str]] = {
    "empty.eml": (b"", "no headers"),
    "no-headers.eml": (b"\n\n\n", "no headers"),
    "noise.eml": (bytes(range(256)) * 9, "no headers"),
    "deep.eml": (TOP + DEEP, "no mail can be read"),
    "many.eml": (TOP + b'Content-Type: multipart/mixed; boundary="x"\n\n' + b"--x\n\na\n" * 2500, "2,501 parts"),
    "no-end.eml": (TOP + b'Content-Type: multipart/alternative; boundary="x"\n\n--x\n', "without a text"),
    "no-boundary.eml": (TOP + b"Content-Type: multipart/mixed\n\nabc\n", "without a text"),
    "base64.eml": (TOP + b"Content-Transfer-Encoding: base64\n\n====!!!\n", "without a text"),
    "charset.eml": (TOP + b"Content-Type: text/plain; charset=rot13\n\n" + HALF, DAMAGED),
    "header.eml": (b"From: =?utf-8?B?!!!?= <a@b>\nTo: x\nSubject: =?nope?Q?=FF?=\nDate: 99 Foo\n\n" + HALF, DAMAGED),
    "locked.eml": (TOP + b'Content-Type: multipart/encrypted; boundary="x"\n\n--x\nContent-Type: application/octet-stream\n\nabc\n--x--\n', "without a text"),
    "no-page.mhtml": (b"Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nabc\n--x--\n", "no page is in it"),
    "no-root.mhtml": (b"Content-Type: multipart/related; start=<a>; boundary=x\n\n", "no page is in it"),
    "text.mhtml": ("河边的书店今天开门了。".encode(), "no headers"),
    "box.mbox": (b"no mail here\n", "no mail in it begins"),
    "no-list.webarchive": (b"bplist00" + bytes(40), "cannot be read"),
    "bomb.webarchive": (BOMB, "cannot be read"),
    "entity.webarchive": (ENTITY, "cannot be read"),
    "other.webarchive": (plistlib.dumps({"a": 1}), "no page"),
    "list.webarchive": (plistlib.dumps([1, 2]), "no page"),
    "pdf.webarchive": (plistlib.dumps({"WebMainResource": {"WebResourceData": b"%PDF", "WebResourceMIMEType": "application/pdf"}}), "no page"),
    "kinds.webarchive": (plistlib.dumps({"WebMainResource": [1], "WebSubresources": {"a": 2}}), "no page"),
}  # fmt: skip
