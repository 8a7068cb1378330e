"""The front matter of a page: YAML of one line a key, whose values are JSON.

JSON is YAML, so each renderer reads it; a value in quotes can be nothing but text.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

# JSON has these as they are; YAML does not print them, or breaks a line there.
UNPRINTED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def front_matter(matter: Mapping[str, Any]) -> str:
    """The lines between the two `---`; keys are ours and plain words."""
    return "".join(f"{key}: {_json(value)}\n" for key, value in matter.items())


def _json(value: Any) -> str:
    return UNPRINTED.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
