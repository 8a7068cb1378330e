"""`dossier check`: what an editor should mend, and what to look at."""

from __future__ import annotations

import shutil
from pathlib import Path

from dossier.annotate.review import claimed_twice, never_named
from dossier.cli.check import Check, check
from dossier.convert import review
from dossier.convert.converters import Converters
from dossier.model import FIELDS, Article, Block, Entity, Field, Glossary, Register, Term

ROOT = Path(__file__).parent.parent


def article(*texts: str, lang: str = "zh-Hans") -> Article:
    blocks = tuple(Block(n, "paragraph", text, lang=lang) for n, text in enumerate(texts, 1))
    metadata = {name: Field() for name in FIELDS}
    title = Block(0, "title", "", lang=lang)
    return Article("a", "a", "seeds/a.txt", "", "utf-8", lang, title, blocks, metadata, ())


def converters(*terms: Term) -> Converters:
    return Converters(Glossary(terms), Register())


def test_an_open_quotation_is_reported_and_not_mended() -> None:
    """The source stays as it is; the editor may say so in a note."""
    (problem,) = review.unbalanced_quotes([article("他说：“好。", "“好。”")])
    assert "¶1 has 1 “ and 0 ”" in str(problem)


def test_a_mainland_word_in_taiwan_is_reported_until_it_is_settled() -> None:
    """An entry of the glossary, even one that keeps the word, is the editor's answer."""
    text = article("这份报道很长。")
    (problem,) = review.surviving_words([text], ["zh-Hant-TW"], converters())
    assert "keeps “報道”" in problem.message
    kept = Term({"zh-Hans": "报道", "zh-Hant": "報道"})
    assert not list(review.surviving_words([text], ["zh-Hant-TW"], converters(kept)))


def test_a_form_claimed_twice_is_a_problem_unless_parted() -> None:
    """Which of two would be linked must not depend on the order of a file."""
    entity = Entity("one", "place", {"zh-Hans": "北京"}, line=1)
    other = Entity("other", "organisation", {"zh-Hans": "政府"}, ({"zh-Hans": "北京"},), line=5)
    (problem,) = claimed_twice(Register((entity, other)), "seeds/_entities.yml")
    assert str(problem).startswith("seeds/_entities.yml:5: “北京” is claimed by")
    parted = Entity("other", "organisation", {"zh-Hans": "北京"}, unless=("在北京",))
    assert not list(claimed_twice(Register((entity, parted)), "x"))


def test_a_name_without_a_mention_is_remarked() -> None:
    """A register grows; what never occurs may be a slip of spelling."""
    register = Register((Entity("a", "person", {"en": "Ann"}, line=3),))
    assert "named in no article" in str(next(iter(never_named(register, [article("x")], "r"))))


def checked(tmp_path: Path) -> Check:
    return check(tmp_path / "mkdocs.yml")


def test_the_real_dossier_has_no_problem() -> None:
    """Everything published has been checked."""
    assert check(ROOT / "mkdocs.yml").problems == ()


def test_a_slip_in_each_file_is_found_with_its_line(tmp_path: Path) -> None:
    """One look tells all: the sidecar, the glossary and the register."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("标题在这里\n\n" + "这是一个很长的段落，说了很多话。" * 8, "utf-8")
    (seeds / "a.yml").write_text("slug: a\npublished: yesterday\n", "utf-8")
    (seeds / "_glossary.yml").write_text("软件:\n  zh-Hant-TW: ''\n", "utf-8")
    (seeds / "_entities.yml").write_text("a: {type: person, names: {en: no}}\n", "utf-8")
    places = {f"{problem.path}:{problem.line}" for problem in checked(tmp_path).problems}
    assert places == {"seeds/a.yml:2", "seeds/_glossary.yml:2", "seeds/_entities.yml:1"}
