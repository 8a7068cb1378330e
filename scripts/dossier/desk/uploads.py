"""Files dropped onto a page: they are added as `dossier add` adds them."""

from typing import Any

from dossier.cache import file_digests
from dossier.desk.desk import Desk
from dossier.desk.journal import FOLDER, Change, content_of
from dossier.desk.plans import refused, told
from dossier.imports import add
from dossier.model import file_stem
from dossier.output import rewrite, write_whole


def files(desk: Desk, method: str, id: str, body: dict[str, Any]) -> dict[str, Any]:
    """`POST files?name=NAME`: the bytes of a file become a seed, with the beginning of a sidecar."""
    name = str(body.get("name", "")).replace("\\", "/").rpartition("/")[2]
    if not name.strip("._ "):
        raise refused("the file has no name.")
    name = file_stem(name)
    path, before = desk.root / FOLDER / "added" / name, file_digests(desk.root / "seeds")
    write_whole(path, body["content"])
    try:
        result = add(desk.mkdocs_yml, [path])
    finally:
        rewrite(path, body["content"], None)
    after = file_digests(desk.root / "seeds").keys() - before.keys()
    new = [f"seeds/{place}" for place in sorted(after) if (desk.root / "seeds" / place).is_file()]
    changes = [Change(name, None, content_of(desk.root / name)) for name in new]
    if changes:
        desk.journal.record(f"files/{name}", changes)
    problems = [told(problem) for problem in result.problems]
    return {"lines": result.lines, "problems": problems, "files": new, **desk.journal.counts}
