"""Lines that a publisher prints with many articles: proposed from the text, cut when accepted."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.cli.check import check
from dossier.extract.house import HouseLine, house_lines
from dossier.load import Tools, read_articles, read_dossier
from dossier.model import Article, Block, Register
from dossier.pipeline import build

JOIN, JOIN_HANS = "加入成為月費訂戶", "加入成为月费订户"
WORDS = (
    *("灯塔守夜人说海上起了雾，渔船整夜没有回来。", "山里的邮局只在星期三开门，信要等很久。"),
    *("老钟表匠把最后一只怀表交给了博物馆。", "河上的木桥每年春天都要重新铺一次板。"),
)


def put(folder: Path, articles: Sequence[Sequence[str]], publisher: str = "雾港周报") -> Path:
    """Write articles of one publisher, each with a first paragraph of its own; return mkdocs.yml."""
    shutil.rmtree(folder / "seeds", ignore_errors=True)
    (folder / "seeds").mkdir()
    for number, lines in enumerate(articles):
        own = [f"{WORDS[number % 4]}这是第{number}篇。" * 6, WORDS[(number + 1) % 4] + f"{number}"]
        text = "\n\n".join((f"# 第{number}封来自海边的信", *own, *lines))
        (folder / f"seeds/s{number}.md").write_text(f"{text}\n", "utf-8")
        if publisher:
            (folder / f"seeds/s{number}.yml").write_text(f"publisher: {publisher}\n", "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    return folder / "mkdocs.yml"


def proposed(folder: Path, articles: Sequence[Sequence[str]], **more: str) -> list[HouseLine]:
    put(folder, articles, **more)
    return house_lines(read_articles(folder / "seeds")[0], ())


def accepted(folder: Path, listed: dict[str, list[str]]) -> dict[str, Article]:
    made, problems = read_articles(folder / "seeds", tools=Tools(Register(), listed))
    assert not problems
    return {article.id: article for article in made}


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


@pytest.mark.parametrize(
    "line",
    [
        JOIN,
        "贊助我們，讓記者走得更遠",
        "歡迎來信告訴我們你看到了什麼。",
        "Follow us on the social networks",
        "If you liked this letter, you can send it to a friend.",
        "Suivez-nous chaque semaine",
        "Unterstützen Sie unsere Arbeit",
        "Suscríbete a nuestras cartas",
        "ご購読のお申し込みはこちらへ、皆様のご参加をお願いします",
        "저희 편지를 구독하세요",
        "Подписывайтесь на наши письма",
    ],
)
def test_a_line_of_two_articles_that_speaks_to_the_reader_is_proposed(
    line: str, tmp_path: Path
) -> None:
    """With its publisher, and each place where it stands."""
    (proposal,) = proposed(tmp_path, [[line, WORDS[2]], [line], []])
    assert (proposal.publisher, proposal.reason) == ("雾港周报", "speaks to the reader")
    assert [(row.slug, row.n, row.text) for row in proposal.occurrences] == [
        ("s0", 3, line),
        ("s1", 3, line),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["", ""],
        ["你怎么看这件事？", "你怎么看这件事？"],
        ["订阅经济", "订阅经济"],
        ["点击率下降了三成。", "点击率下降了三成。"],
        ["What you need to know", "What you need to know"],
        ["## 加入我們", "## 加入我們"],
        ["> 請支持我們的工作。", "> 請支持我們的工作。"],
        ["“请支持我们，”他说，“也请你来。”", "“请支持我们，”他说，“也请你来。”"],
        ["海关没有回复记者的置评请求。", "海关没有回复记者的置评请求。"],
        ["雾港，三月三日电", "雾港，三月三日电"],
        ["请支持我们的工作。", "请支持我们的记者去海边住一个月。"],
        [f"请支持我们{'，海上的雾还没有散' * 12}。"] * 2,
        ["请关注我们\n\n海在唱\n\n" * 3, "请关注我们\n\n海在唱\n\n" * 3],
    ],
)
def test_other_lines_that_stand_twice_are_not_proposed(lines: list[str], tmp_path: Path) -> None:
    """Questions, section names, headings, quotations, prose, datelines, refrains."""
    assert proposed(tmp_path, [[line] for line in lines]) == []


def test_lines_of_a_reprint_prove_nothing(tmp_path: Path) -> None:
    """Under another title the whole text stands twice, with whatever it asks."""
    put(tmp_path, [[JOIN]])
    text = (tmp_path / "seeds/s0.md").read_text("utf-8").replace("# 第0封", "# 又一封")
    (tmp_path / "seeds/s9.md").write_text(text, "utf-8")
    (tmp_path / "seeds/s9.yml").write_text("publisher: 雾港周报\n", "utf-8")
    articles, _ = read_articles(tmp_path / "seeds")
    assert len(articles) == 2
    assert house_lines(articles, ()) == []


@pytest.mark.parametrize("publisher", ["", "null"])
def test_without_a_publisher_nothing_is_compared(publisher: str, tmp_path: Path) -> None:
    """Nobody can be said to print it."""
    assert proposed(tmp_path, [[JOIN], [JOIN]], publisher=publisher) == []


def test_lines_of_two_publishers_are_not_compared(tmp_path: Path) -> None:
    put(tmp_path, [[JOIN], [JOIN]])
    (tmp_path / "seeds/s1.yml").write_text("publisher: 山村日报\n", "utf-8")
    assert house_lines(read_articles(tmp_path / "seeds")[0], ()) == []


def test_names_of_one_publisher_are_one(tmp_path: Path) -> None:
    """In both scripts, and in the languages that a sidecar gives."""
    put(tmp_path, [[JOIN], [JOIN], [JOIN]])
    (tmp_path / "seeds/s1.yml").write_text("publisher: 霧港週報\n", "utf-8")
    (tmp_path / "seeds/s2.yml").write_text("publisher: {en: Fogport, zh-Hans: 雾港周报}\n", "utf-8")
    (proposal,) = house_lines(read_articles(tmp_path / "seeds")[0], ())
    assert (proposal.publisher, len(proposal.occurrences)) == ("雾港周报", 3)


def test_wordings_of_a_line_are_proposed_together(tmp_path: Path) -> None:
    """In either script, with other signs, with a word more."""
    wordings = [JOIN, f"{JOIN_HANS}！", "加入 成為 月費訂戶", "立即加入成為月費訂戶"]
    (proposal,) = proposed(tmp_path, [[wording] for wording in wordings])
    assert sorted(row.text for row in proposal.occurrences) == sorted(wordings)


def test_the_last_line_of_many_articles_is_proposed_whatever_it_says(tmp_path: Path) -> None:
    """Repetition is evidence: three articles and half of all end with it; not a question."""
    line = "本文由海边来信编辑部授权刊登"
    (proposal,) = proposed(tmp_path, [[line], [line, JOIN], [line], []])
    assert (proposal.reason, len(proposal.occurrences)) == ("ends 3 of 4 articles", 3)
    assert not proposed(tmp_path, [[line], [line], [line], [], [], [], []])
    assert not proposed(tmp_path, [[line, *WORDS], [line], [line]])
    assert not proposed(tmp_path, [[f"写于雾港的第{n}个冬天，在灯下"] for n in "一二三"])
    assert not proposed(tmp_path, [["海上还有雾吗，船还回来吗？"]] * 3)


def test_the_order_of_articles_does_not_matter(tmp_path: Path) -> None:
    put(tmp_path, [[JOIN], ["请支持我们的工作。"], [JOIN_HANS, "请支持我们的工作！"]])
    articles, _ = read_articles(tmp_path / "seeds")
    rows = [
        [
            (house_line.reason, sorted((p.slug, p.n) for p in house_line.occurrences))
            for house_line in house_lines(item, ())
        ]
        for item in (articles, articles[::-1])
    ]
    assert len(rows[0]) == 2
    assert rows[0] == rows[1]


def test_what_an_editor_ignored_is_not_proposed_again(tmp_path: Path) -> None:
    put(tmp_path, [[JOIN], [JOIN]])
    assert house_lines(read_articles(tmp_path / "seeds")[0], (JOIN_HANS,)) == []


def test_an_accepted_line_is_cut_and_told_in_the_ledger(tmp_path: Path) -> None:
    """As a whole block of its publisher, in either script; the blocks behind it move up."""
    put(tmp_path, [[JOIN, WORDS[2]], [f"{JOIN_HANS}！"], [f"海上有人喊：{JOIN}，没有人回答。"], []])
    (tmp_path / "seeds/s3.yml").write_text("publisher: 山村日报\n", "utf-8")
    before = {
        read_article.id: read_article for read_article in read_articles(tmp_path / "seeds")[0]
    }
    after = accepted(tmp_path, {"雾港周报": [JOIN], "无名报": [WORDS[3] + "2"]})
    assert texts(after["s0"]) == [text for text in texts(before["s0"]) if text != JOIN]
    assert [block.n for block in after["s0"].blocks] == [1, 2, 3]
    cut = [entry for entry in after["s1"].ledger if entry.reason == "house line"]
    assert [(entry.to, entry.text) for entry in cut] == [("dropped", f"{JOIN_HANS}！")]
    for name in ("s0", "s1"):
        old, new = before[name].ledger, after[name].ledger
        assert [entry.text for entry in old] == [entry.text for entry in new]
    assert (after["s2"], after["s3"]) == (before["s2"], before["s3"])


def test_another_publisher_keeps_the_line(tmp_path: Path) -> None:
    put(tmp_path, [[JOIN], [JOIN]])
    (tmp_path / "seeds/s1.yml").write_text("publisher: 山村日报\n", "utf-8")
    after = accepted(tmp_path, {"雾港周报": [JOIN]})
    assert (JOIN in texts(after["s0"]), JOIN in texts(after["s1"])) == (False, True)


def test_a_sidecar_keeps_a_house_line(tmp_path: Path) -> None:
    """An article may be about that very line."""
    put(tmp_path, [[JOIN], [JOIN]])
    (tmp_path / "seeds/s1.yml").write_text(f"publisher: 雾港周报\nkeep: [{JOIN}]\n", "utf-8")
    after = accepted(tmp_path, {"雾港周报": [JOIN]})
    assert (JOIN in texts(after["s0"]), JOIN in texts(after["s1"])) == (False, True)


def test_what_suggest_prints_can_be_pasted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One wording in one script, with its places; pasted, it is cut, and proposed no more."""
    contract = put(
        tmp_path,
        [
            [JOIN],
            [JOIN_HANS],
            [JOIN, "请支持“我们”: 多谢 # 真的。"],
            ["请支持“我们”: 多谢 # 真的！"],
        ],
    )
    assert main(["suggest", "--config", str(contract)]) == 0
    _, yaml = capsys.readouterr().out.split("house_lines:")
    assert "s0 ¶3, s1 ¶3, s2 ¶3" in yaml
    assert yaml.count("    - ") == 2
    (tmp_path / "seeds/_dossier.yml").write_text(f"house_lines:{yaml}", "utf-8")
    dossier = read_dossier(contract)
    assert not dossier.problems
    assert [len(article.blocks) for article in dossier.articles] == [2, 2, 2, 2]
    assert main(["suggest", "--config", str(contract)]) == 0
    assert "house_lines:" not in capsys.readouterr().out


def test_the_page_says_why_a_line_was_cut(tmp_path: Path) -> None:
    """A reader sees that it was the publisher's, and that an editor said so."""
    contract = put(tmp_path, [[JOIN], [JOIN]])
    (tmp_path / "seeds/_dossier.yml").write_text(f"house_lines: {{雾港周报: {JOIN}}}\n", "utf-8")
    report = build(contract)
    assert not report.problems
    assert "媒体套语（编者列明）" in (tmp_path / "docs/zh-Hans/articles/s0.md").read_text("utf-8")
    data = json.loads((tmp_path / "docs/data/dossier.json").read_bytes())
    assert [
        datum["reason"] for datum in data["articles"][0]["ledger"] if datum["text"] == JOIN
    ] == ["house line"]


def test_a_listed_line_that_stands_nowhere_is_a_remark(tmp_path: Path) -> None:
    """A slip in the line or in the publisher's name would be believed to work."""
    contract = put(tmp_path, [[JOIN], [JOIN]])
    listed = {"雾港周报": [JOIN, "加入成為年費訂戶"], "无名报": [JOIN]}
    (tmp_path / "seeds/_dossier.yml").write_text(
        f"house_lines: {json.dumps(listed, ensure_ascii=False)}\n", "utf-8"
    )
    results = [
        problem.message
        for problem in check(contract).remarks
        if problem.path == "seeds/_dossier.yml"
    ]
    assert len(results) == 2
    assert "加入成為年費訂戶" in results[0] + results[1]
    assert "无名报" in results[0] + results[1]


@pytest.mark.parametrize("wrong", ["[a]", "a", "{a: {b: c}}"])
def test_house_lines_of_another_form_are_told(wrong: str, tmp_path: Path) -> None:
    contract = put(tmp_path, [[JOIN]])
    (tmp_path / "seeds/_dossier.yml").write_text(f"house_lines: {wrong}\n", "utf-8")
    (problem,) = read_dossier(contract).problems
    assert (problem.path, problem.line) == ("seeds/_dossier.yml", 1)


def test_time_grows_with_the_articles(tmp_path: Path) -> None:
    """Of a publisher that never asks twice in the same words no two lines need be alike."""
    put(tmp_path, [[JOIN]])
    (article,), _ = read_articles(tmp_path / "seeds")
    signs = random.Random(15)

    def line() -> str:
        return "".join(chr(signs.randrange(0x4E00, 0x9000)) for _ in range(14)) + "，请支持我们"

    def seconds(articles: int) -> float:
        many = [
            replace(article, blocks=tuple(Block(n, "paragraph", line()) for n in range(1, 6)))
            for _ in range(articles)
        ]
        began = time.process_time()
        house_lines(many, ())
        return time.process_time() - began

    assert seconds(600) < 30 * seconds(60)
