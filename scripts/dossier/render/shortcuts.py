"""Links to pages of the site as `[name]`, their addresses in a list at the end of the page."""

import re

from dossier.render.escaping import REFERENCE

# Escapes and code are passed over; of links those without attributes or references in them.
LINK = re.compile(
    r"\\.|(?P<fence>`+)[\s\S]*?(?<!`)(?P=fence)(?!`)"
    r"|\[(?P<words>(?:[^\[\]\\`]|\\.)+)\]"
    r"\((?P<target>(?:https?://|mailto:|[^\s():#]+\.md)[^\s()]*)\)(?!\{)"
)
# Words that are a label as they stand: no sign of Markdown, one space between two.
LABEL = re.compile(r"(?:[^\s\[\]\\`*_&<~^={}|!$]| (?! ))+")


def with_shortcuts(markdown: str) -> str:
    """A page of Markdown in which the addresses of links stand in a list at the end."""
    # The address of each label, by its letters without regard to case, and as it is written.
    folded: dict[str, str] = {}
    labels: dict[str, str] = {}
    numbers: dict[str, str] = {}

    def shortcut(match: re.Match[str]) -> str:
        words, target = match["words"], match["target"]
        # References are read within parentheses alone.
        if words is None or REFERENCE.search(target):
            return match[0]
        if LABEL.fullmatch(words) and folded.setdefault(words.casefold(), target) == target:
            labels[words] = target
            behind = markdown[match.end() : match.end() + 2].lstrip()[:1]
            return f"[{words}][]" if behind and behind in "[(:" else f"[{words}]"
        number = numbers.setdefault(target, str(len(numbers) + 1))
        while folded.setdefault(number, target) != target:
            number = numbers[target] = f"{number}{number}"
        labels[number] = target
        return f"[{words}][{number}]"

    text = LINK.sub(shortcut, markdown)
    return "\n".join(
        (text, "", *(f"[{label}]: {target}" for label, target in labels.items()))
    ).rstrip()
