"""Random files of an editor's: every key of the five of them, and values of every wrong kind.

Made from the table of keys (editorial/fields.toml), so that a new key is in them at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import yaml

from dossier.editorial.fields import FILES, RECORDS, FieldSpec

# What the articles `a` and `b` say, so that some quotations are found.
TEXT = "河边的书店今天开门了，门口排着很长的队。林秋说，他没有想到会来三百多人。\n\n书店的灯开了一夜。\n"
WORDS = (
    *(
        "书店",
        "林秋",
        "三百多人",
        "没有",
        "的",
        "河边的书店今天开门了",
        "队。林秋说",
        "不在里面的话",
    ),
    *("a", "b", "a#p1", "a#p99", "lin-qiu", "how-many", "[[a#p1]]", "[[lin-qiu]]", "[[how-many]]"),
    *("2024-03-19", "true", "3", "书店重新开门。¶1", "https://example.org/a", "zh-Hans", "en", "x"),
)
IDS = ("a", "b", "lin-qiu", "how-many", "behind", "years", "zh-Hans", "en", "types", "x-1", "书店")
PATTERNS = (
    *(
        "林秋[霞云]",
        "书店",
        "(a+)+$",
        "(?:.|.){40}x",
        ".*.*.*.*x",
        "(?P<n",
        "(",
        "[",
        "\\",
        "(?i)书",
    ),
    *(
        "(?<=.*)x",
        "x{9999999}",
        "(x{1000}){1000}",
        "\\p{Han}",
        "(.)\\1",
        "$",
        "",
        "(?=书)",
        "书|店|",
    ),
)
STRANGE: tuple[Any, ...] = (
    *(None, True, 0, -1, 3.5, 10**40, float("nan"), float("inf"), "", " ", [], {}, [[]], [None]),
    *({"a": {"b": ["c"]}}, {"": ""}, {"zh-Hans": None}, {"klingon": "x"}, ["a", ["b"], {"c": "d"}]),
    *("\0", "\x1b[31m", "\u202e", "\ud800", "\ufffe", "\x85", "\u2028", "a\tb\nc", "🇹🇼", "e\u0301"),
    *("字" * 30_000, "[[" * 500, "[[nowhere]]", "[[a#p0]]", "[[]]", "¶99999999999", "¶", "{{ x }}"),
    *("../../x", "/etc/passwd", "con", "index", "javascript:alert(1)", "http://[x", "//x", "%zz"),
    *("2024-13-45", "0000", "9999-12-31", "2024-02-30T25:61", "/", "1e999", "NaN", "0x10", "1_000"),
    *(
        "<b>",
        "</script>",
        "```",
        "*[x]: y",
        "{: #x }",
        "---",
        "...",
        "!!python/x",
        "&a",
        "*a",
        "<<",
    ),
    *("b", "no", "~", "0777", "12:30:45", "=", "|", ">", "?", "- x", "# x", "%YAML 1.1", "@", "`"),
)


@dataclass
class Editor:
    """Writes files; of a hundred values so many are `strange`."""

    dice: Random
    strange: int

    def files(self) -> dict[str, bytes]:
        """Some of the files that editors write, by name."""
        names = ["a.yml", *(f"{name}.yml" for name in FILES if name != "sidecar")]
        chosen = self.dice.sample(names, self.dice.randint(1, len(names)))
        return {name: self.file_bytes(name.removesuffix(".yml")) for name in chosen}

    def file_bytes(self, name: str) -> bytes:
        """One file, now and then with a slip in its syntax."""
        tree = self.record(name.removeprefix("_") if name in FILES else "sidecar")
        if self.dice.random() < 0.5:
            words = json.dumps(tree, ensure_ascii=self.dice.random() < 0.5, indent=1)
            raw = words.encode("utf-8", "surrogatepass")
        else:
            words = yaml.dump(tree, allow_unicode=True, sort_keys=False)
            raw = words.encode("utf-8", "surrogatepass")
        if self.dice.random() < 0.2:
            at = self.dice.randrange(len(raw) + 1)
            slip = self.dice.choice(
                [b"", b"\0", b"\xff", b"\t", b"\n", b": ", b"'", b"- ", b"&a ", b"!"]
            )
            raw = raw[:at] + slip + raw[at + self.dice.randint(0, 2) :]
        return raw

    def record(self, name: str, deep: int = 0) -> dict[str, Any]:
        """The keys of a record, most of them as they should be."""
        record = RECORDS[name]
        tree = {}
        for key, spec in record.fields.items():
            if spec.required or self.dice.random() < 0.4:
                tree[key] = self.field(spec, deep)
        if record.others:
            other = record.others.of
            for key in self.dice.sample(IDS, 3):
                tree[key] = self.any(lambda: self.record(other, deep + 1))
        if self.dice.random() * 100 < self.strange:
            tree[self.dice.choice([*IDS, "", "\x1f", "a" * 300, "tilte"])] = self.dice.choice(
                STRANGE
            )
        return tree

    def field(self, spec: FieldSpec, deep: int) -> Any:
        """Write the value at a key."""

        def item() -> Any:
            return self.any(lambda: self.value(spec, deep))

        many = self.dice.randint(0, 3)
        shape = self.dice.choice(["one", "list"]) if spec.shape == "one or list" else spec.shape
        if shape == "list":
            return self.any(lambda: [item() for _ in range(many)])
        if shape == "map":
            return self.any(lambda: {self.dice.choice(IDS): item() for _ in range(many)})
        if shape == "map of lists":
            return self.any(lambda: {self.dice.choice(IDS): [item()] for _ in range(many)})
        return item()

    def value(self, spec: FieldSpec, deep: int) -> Any:
        """A value of the type that a key has."""
        if spec.of:
            return self.record(spec.of, deep + 1) if deep < 4 else {}
        if spec.values:
            return self.dice.choice(spec.values)
        if spec.type == "regex":
            return self.dice.choice(PATTERNS)
        if spec.type == "name":
            return self.dice.choice(IDS)
        if spec.type in ("string", "text") and self.dice.random() < 0.8:
            words = self.dice.choice(WORDS)
            languages = self.dice.sample(["zh-Hans", "zh-Hant-TW", "en", "fr"], 2)
            maps = spec.type == "text" and self.dice.random() < 0.5
            return dict.fromkeys(languages, words) if maps else words
        return yaml.load(spec.example, yaml.CSafeLoader)

    def any(self, sound: Callable[[], Any]) -> Any:
        """A sound value, or a strange one."""
        return self.dice.choice(STRANGE) if self.dice.random() * 100 < self.strange else sound()
