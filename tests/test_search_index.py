"""The search's files: exact, small, safe to load, and the same from the same seeds."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.cache import LazyValue
from dossier.convert.folding import corners, letters, simplified
from dossier.model import (
    ArticleVersion,
    Block,
    Config,
    Edition,
    Entity,
    Glossary,
    Name,
    Note,
    Register,
    Term,
)
from dossier.search.bundles import BUNDLES, bundles
from dossier.search.edition_diff import changes, coded
from dossier.search.fields import parts, plain, readable
from dossier.search.folding import PUNCTUATION, WORD
from dossier.search.postings import (
    WORDS,
    Bound,
    Postings,
    WordCounter,
    by_unit,
    is_key,
    pairs,
    stripe,
    unpaired,
)
from dossier.search.query_expansion import concepts, romanized
from dossier.search.script_files import DIGITS, LARGEST, digit, gamma, numbers, to_base64
from dossier.search.shards import StripeParts, encode_stripe
from support.pages import ROOT
from support.random_texts import article, small_dossier
from support.search import FOLD, JS, index, made, node

TEXT = st.text(st.sampled_from("山水人软軟体體着著ab１é。 "), max_size=60)


def applied(base: str, patch: str) -> str:
    """Return the result of a patch by engine/texts.js."""
    back = {digit(number): number for number in range(200)}
    row = list(patch)
    text, at = "", 0
    while row:
        keep = back[row.pop(0)]
        gone = come = back[row.pop(0)]
        if not gone:
            gone, come = back[row.pop(0)], back[row.pop(0)]
        text += base[at : at + keep] + "".join(row[:come])
        del row[:come]
        at += keep + gone
    return text + base[at:]


@given(TEXT, TEXT)
def test_a_patch_turns_one_text_into_the_other(base: str, other: str) -> None:
    """An edition's text is never stored twice; it must come back to the letter."""
    assert applied(base, coded(changes(base, other))) == other


@given(TEXT, st.lists(st.tuples(st.integers(0, 60), TEXT), max_size=3))
def test_a_few_changed_words_are_a_small_patch(base: str, inserted: list[tuple[int, str]]) -> None:
    other = base
    for at, words in inserted:
        other = other[:at] + words[:3] + other[at:]
    results = changes(base, other)
    assert applied(base, coded(results)) == other
    for (_, end, _), (start, _, _) in pairwise(results):
        assert end < start, "two changes that touch are one"


def test_a_patch_of_regional_words_holds_those_words_only() -> None:
    """It is what an edition costs."""
    base = "这座城市的图书馆里有一台打印机，也有软件和网络。" * 3
    other = base.replace("打印机", "印表機").replace("软件", "軟體")
    assert all(len(words) <= 3 for _, _, words in changes(base, other))
    longer = base.replace("软件", "應用軟體")
    assert sum(len(words) for _, _, words in changes(base, longer)) <= 3 * 5
    assert changes("他说體的5G智能手机很好用", "他說體的5G智慧型手机很好用") == [
        (1, 2, "說"),
        (7, 8, "慧型"),
    ]


def test_folding_never_moves_an_offset() -> None:
    """The client marks the text where it found the folded one."""
    for code, plain_one in FOLD.items():
        assert (code > 0xFFFF) == (plain_one > "\uffff")
        assert len(plain_one) == 1
        assert plain_one.translate(FOLD) == plain_one, chr(code)


def test_both_scripts_and_all_manners_of_letters_fold_to_one() -> None:
    for text, other in (
        ("軟體", "软体"),
        ("著作", "着作"),
        ("裏裡", "里里"),
        ("ＡＢＣ　１２", "abc 12"),
        ("Élan ÇÀ", "elan ca"),
        ("「山」", "“山”"),
        ("Ж", "ж"),
    ):
        assert text.translate(FOLD) == other.translate(FOLD)


def test_every_letter_of_an_alphabet_makes_words_and_every_han_character_is_a_sign() -> None:
    word, silent = re.compile(f"[{WORD}]"), re.compile(f"[{PUNCTUATION}]")
    for code in range(0x10000):
        char = chr(code)
        assert not (word.match(char) and silent.match(char)), hex(code)
        name = unicodedata.name(char, "")
        folded = char.translate(FOLD)
        if name.startswith(("LATIN SMALL LETTER", "CYRILLIC SMALL LETTER")) and code < 0x530:
            assert word.match(folded), name
        if name.startswith(("CJK UNIFIED", "HIRAGANA LETTER", "HANGUL SYLLABLE", "THAI CHAR")):
            assert not word.match(folded), name
            assert not silent.match(folded), name


def test_the_client_sorts_characters_into_the_same_classes(tmp_path: Path) -> None:
    """Else it would ask for keys that the index has not."""
    result = index(tmp_path, small_dossier(1)).ask("classes")
    word, silent = re.compile(f"[{WORD}]"), re.compile(f"[{PUNCTUATION}]")
    mine = "".join(
        "w" if word.match(chr(code)) else "p" if silent.match(chr(code)) else "s"
        for code in range(0x10000)
    )
    assert result == mine


def test_a_pair_is_two_neighbours_of_which_one_is_a_sign() -> None:
    keys = {
        "".join(map(chr, unpaired(pair)))
        for pair in pairs("ab山水，人c d".translate(FOLD))
        if is_key(pair)
    }
    assert keys == {"b山", "山水", "人c"}


def test_a_word_is_found_from_its_start_and_from_a_capital_within() -> None:
    """GPT is asked for where ChatGPT is written; dernière is no Ernie."""
    words = WordCounter(FOLD).count("ChatGPT dernière iPhone4 ISBN 山GPT-4")
    assert set(words) == {"chatgpt", "gpt", "derniere", "iphone4", "phone4", "isbn", "4"}


@given(
    st.integers(1, 3000).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1))))
)
def test_lists_take_little_more_than_they_must(case: tuple[int, set[int]]) -> None:
    """At most a bitmap, and a few bits."""
    among, chosen = case
    assert len(numbers(sorted(chosen), among)) <= 1.6 * among + 16


def test_bits_are_written_as_they_are_read() -> None:
    assert (gamma(0), gamma(1), gamma(4)) == ("1", "010", "00101")
    assert to_base64("1") == "gA=="
    assert digit(0) == "!"
    assert digit(len(DIGITS)) == "\u0100"
    with pytest.raises(ValueError, match="no digit"):
        digit(LARGEST + 1)


def test_a_note_is_found_by_its_words_not_by_its_markdown() -> None:
    assert plain("见 [[a-port|港口]]、[[b#p3]] 与 [*此处*](https://example.org/a_b)。") == (
        "见 港口、b#p3 与 此处。"
    )


def test_a_link_of_a_note_is_found_by_the_words_that_readers_see() -> None:
    """A hit must not show [[pier-1#p4]], which stands nowhere on a page."""
    noted = replace(article(0, "zh-Hans", ["题", "山水。", ""]), notes=(
        Note("n", "context", body={"": "见[[pier-1#p4]]，[[pier-1|码头]]。"}),
    ))  # fmt: skip
    shown = readable(noted, lambda words: words.replace("[[pier-1#p4]]", "晨报 ¶4"))
    assert parts(shown)[-1].text == "见晨报 ¶4，码头。"
    assert readable(article(0, "zh-Hans", ["题", "山水。", ""]), str.upper).notes == ()


def test_files_are_scripts_of_one_call_that_nothing_can_end() -> None:
    """A text may hold what would close a script, or a line of it."""
    bundled = {page.path for page in bundles()}
    for page in made(small_dossier(3)):
        if page.path in bundled:
            continue
        script = page.content.decode("utf-8")
        assert re.fullmatch(r'dossierSearch\.put\("[a-z]+(/\d+)?",[^<>&\u2028\u2029]*\);\n', script)
        json.loads(script[script.index(",") + 1 : -3])


@pytest.mark.slow
def test_the_same_dossier_gives_the_same_bytes_in_any_process() -> None:
    """Whatever the order in which Python keeps a set."""
    code = (
        "import hashlib\n"
        "from support.search import made\n"
        "from support.random_texts import small_dossier\n"
        "print(hashlib.sha256(b''.join(p.path.encode() + p.content for p in made(small_dossier(5)))).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": f"{ROOT}/scripts:{ROOT}/tests",
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_bundle_has_every_part_of_its_folder() -> None:
    """A part that is in no bundle would be missing in a browser alone."""
    for name, scripts in BUNDLES.items():
        folder = ROOT / "scripts" / "dossier" / "search" / name
        assert sorted(scripts) == sorted(path.stem for path in folder.glob("*.js"))


def test_an_article_s_own_file_does_not_know_of_the_others() -> None:
    """One more article writes its file and the lists anew, not every text."""
    editions = small_dossier(8)
    texts = {page.path: page.content for page in made(editions) if "/text/" in page.path}
    fewer = [
        type(edition)(edition.variant, edition.config, edition.articles[:-1], edition.names)
        for edition in editions
    ]
    assert {
        page.path: page.content for page in made(fewer) if "/text/" in page.path
    }.items() <= texts.items()


def test_forms_of_a_name_lead_to_each_other_but_never_to_a_weak_one() -> None:
    register = Register(
        (
            Entity(
                "a-port",
                "place",
                {"zh-Hans": "海风港口", "en": "Seawind"},
                aliases=({"zh-Hans": "海风"},),
                only_with=("海风",),
            ),
        )
    )
    glossary = Glossary(
        (
            Term({"zh-Hans": "打印机", "zh-Hant-TW": "印表機"}),
            Term({"zh-Hans": "山", "zh-Hant": "山"}),
        )
    )
    port, printer = concepts(register, glossary, FOLD)
    assert port == {
        "entity": 0,
        "forms": ["海风港口", "seawind", "海风"],
        "weak": ["海风"],
        "roman": ["haifenggangkou", "seawind"],
        "person": False,
    }
    assert printer == {"forms": ["打印机", "印表机"]}


def test_a_name_has_the_usual_reading_and_all_readings_of_a_surname() -> None:
    """单 is dan, and shan as a surname; so is each character of a short name, but not of a long one."""
    read = romanized(None, ("单田芳", "重庆", "吕布", "陈省身", "陈省身学会", "㐂㐃", "㐂王"))
    # Characters without a reading.
    assert read["㐂㐃"] == []
    assert read["㐂王"] == ["wang", "yu"]
    assert {"chen sheng shen", "chen xing shen"} <= set(read["陈省身"])
    assert read["陈省身学会"] == ["chen sheng shen xue hui"]
    assert {"dan tian fang", "shan tian fang"} <= set(read["单田芳"])
    assert "chong qing" in read["重庆"]
    assert read["吕布"] == ["lu bu"]


def test_lists_and_texts_of_a_small_dossier_are_one_file(tmp_path: Path) -> None:
    """A first query waits for one way to the server, and not for lists, then texts; the hits are the same."""
    folders = {size: tmp_path / str(size) for size in (0, 100_000)}
    apart, together = (
        index(folder, clients_dossier(), CLIENTS_REGISTER, bundle=size)
        for size, folder in folders.items()
    )
    names = {
        path.relative_to(folders[100_000]).as_posix() for path in folders[100_000].rglob("*.js")
    }
    names -= {f"{name}.js" for name in BUNDLES}
    assert names == {"base.js", "bundle.js", "speakers.js", "name/0000.js", "entity/0000.js"}
    queries = ["港口", "印表機", "lin haishan", "林海山", "ChatBook -林", "第23篇"]
    for variant in ("zh-Hans", "zh-Hant-TW"):
        results = together.results(variant, queries)
        assert results == apart.results(variant, queries)
        assert all(result["groups"] for result in results[:5])
    (cost,) = together.ask("costs", edition="zh-Hans", queries=["林海山"])
    assert cost["files"] == 4


def test_an_empty_dossier_has_a_search_that_finds_nothing(tmp_path: Path) -> None:
    editions = [type(edition)(edition.variant, edition.config, ()) for edition in small_dossier(1)]
    (result,) = index(tmp_path, editions).results("zh-Hans", ["山水"])
    assert result["state"] == "none"


def test_letters_and_quotation_marks_come_from_the_converters_alone() -> None:
    assert letters("zh-Hans", "zh-Hant-TW")["软"] == "軟"
    assert letters("zh-Hans", "fr") == {}
    assert corners("zh-Hant-TW", "zh-Hans")["「"] == "“"
    assert all(len(char) == len(to) == 1 for char, to in simplified().items())


def test_the_client_s_own_tests_pass(tmp_path: Path) -> None:
    """Node's test runner, on a small dossier written here. Never skipped: a missing Node fails."""
    index(tmp_path, clients_dossier(), CLIENTS_REGISTER)
    done = subprocess.run(
        [node(), "--test", str(JS / "search.test.js")],
        env={**os.environ, "DOSSIER_SEARCH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]


CLIENTS_REGISTER = Register(
    (Entity("lin", "person", {"zh-Hans": "林海山", "zh-Hant": "林海山", "en": "Lin Haishan"}),)
)


def clients_dossier() -> list[Edition]:
    """Forty articles of two lines; one speaks of Lin."""
    variants = ("zh-Hans", "zh-Hant-TW")
    results = {
        "zh-Hans": "港口的打印机第{}台坏了，ChatBook 说。",
        "zh-Hant-TW": "港口的印表機第{}台壞了，ChatBook 說。",
    }
    editions: list[Edition] = []
    for variant in variants:
        articles: list[ArticleVersion] = []
        for number in range(40):
            row = [
                article(
                    number,
                    text,
                    [
                        f"第{number}篇",
                        results[text].format(number),
                        "林海山來了。" if number == 7 else "港口。",
                        "港口。",
                    ],
                )
                for text in ("zh-Hans", variant)
            ]
            if number == 9 and variant == "zh-Hant-TW":
                row[1] = replace(row[1], title=Block(0, "title", "図書の山道", lang="ja"))
            articles.append(ArticleVersion(*row))
        name = Name("lin", "person", "林海山", variant)
        config = Config(variants, "zh-Hans", {}, {}, {})
        editions.append(Edition(variant, config, tuple(articles), {"lin": name}))
    return editions


@given(st.lists(st.text(min_size=1, max_size=3)), st.lists(st.integers(0, 2**32 - 1)))
def test_stripes_are_in_the_order_of_their_keys(words: list[str], pairs: list[int]) -> None:
    """Lists written stripe by stripe are sorted, and pairs never stand among words."""
    of_words = [stripe(word) for word in sorted(words, key=by_unit)]
    of_pairs = [stripe(pair) for pair in sorted(pairs, key=unpaired)]
    assert of_words == sorted(of_words)
    assert of_pairs == sorted(of_pairs)
    assert all(of_word >= WORDS for of_word in of_words)
    assert all(of_pair < WORDS for of_pair in of_pairs)


def test_one_more_key_changes_its_own_stripe_alone() -> None:
    """Stripes are kept by what is in them: an edit that brings a word must not move the others."""
    before = a_stripe_each("渡口的灯塔昨晚又亮了 lamp")
    after = a_stripe_each("渡口的灯塔昨晚又亮了 lamp ferry")
    assert len(before) > 5
    assert {at for at, lists in after.items() if before.get(at) != lists} == {stripe("ferry")}


def a_stripe_each(text: str) -> dict[int, Bound]:
    postings = Postings(1)
    postings.add(0, {**pairs(text), **dict.fromkeys(text.split()[1:], 1)}, [])
    return postings.stripes()


KEYED = st.dictionaries(
    st.one_of(st.text("中a", min_size=1, max_size=3), st.integers(0, 2**32 - 1)),
    st.integers(1, 9),
    max_size=20,
)


@given(st.lists(st.tuples(KEYED, KEYED, KEYED), min_size=1, max_size=9), st.integers(1, 4))
def test_lists_in_parts_are_the_lists_of_the_whole(rows: list[Any], size: int) -> None:
    """However the articles are bundled, and after their lists were put by and read again."""
    whole = Postings(2)
    parts = []
    for at in range(0, len(rows), size):
        part = Postings(2)
        for number, (counts, other, field) in enumerate(rows[at : at + size], at):
            for postings in (whole, part):
                postings.add(number, dict(counts), [other])
                postings.add_field(number, "t", field)
        parts.append(pickle.loads(pickle.dumps(part.stripes())))
    for at, expected in whole.stripes().items():
        batches = tuple(LazyValue(item[at]) for item in parts if at in item)
        once = (LazyValue(expected),)
        (bits, lists), (bits_once, lists_once) = (
            encode_stripe(len(rows), StripeParts(lazy)) for lazy in (batches, once)
        )
        assert (bits, lists.value) == (bits_once, lists_once.value)
    assert {at for item in parts for at in item} == set(whole.stripes())
