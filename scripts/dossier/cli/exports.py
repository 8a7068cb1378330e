"""Commands that make files to hand on, and those that check a manuscript.

Modules that a build does not need are imported by their command.
"""

import argparse
import errno
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from dossier.cli.screens import progress_bar, sized
from dossier.editorial.config import read_config
from dossier.model import Page
from dossier.output import deliver, in_place_of
from dossier.problems import Problem, format_problems
from dossier.render.locales import Locale
from dossier.slugs import file_name


def run_epub(options: argparse.Namespace) -> int:
    """Make a book of each edition and print where each is."""
    from dossier.books import books

    pages, problems = books(options.config.resolve(), progress_bar())
    hand_on(pages, options)
    if problems:
        print(f"\n{len(problems)} problems (dossier check lists them)")
    return 0


def run_zim(options: argparse.Namespace) -> int:
    """Make a ZIM file of the site; exit 2 when there is no site, or no libzim."""
    site = built_site(options)
    if site is None:
        return 2
    try:
        from dossier.export.zim.writing import write_zim
    except ImportError:
        print("libzim is not installed. It is free software (GPL): pip install 'libzim>=3.6,<3.7'")
        return 2
    from dossier.books import shelf

    config, facts = shelf(options.config.resolve())
    target = out_folder(options) / f"{facts['Name']}.zim"
    # What tells the pages of each edition from those of the first.
    tags = (tag for tag in config.variants if tag != config.default)
    labels = {tag: Locale(tag)("edition_name") for tag in tags}
    with in_place_of(target) as place:
        try:
            write_zim(site, place, facts, labels)
        except RuntimeError:
            # All that libzim says of a disk that is full.
            message = "libzim could not write it: check the space on its disk"
            raise OSError(errno.EIO, message, str(target)) from None
    print(sized(target))
    return 0


def run_zip(options: argparse.Namespace) -> int:
    """Pack the site into a zip; exit 2 when there is none."""
    from dossier.export.zip_file import offline

    site = built_site(options)
    if site is None:
        return 2
    mkdocs_yml = options.config.resolve()
    config, _ = read_config(mkdocs_yml, mkdocs_yml.parent / "seeds")
    hand_on([Page(f"{file_name(config)}.zip", offline(site))], options)
    return 0


def run_verify(options: argparse.Namespace) -> int:
    """Check a manuscript; exit 1 for a fault of a quotation or reference, 2 if it cannot be read."""
    from dossier.verify import sources
    from dossier.verify.adding import with_references
    from dossier.verify.checking import check
    from dossier.verify.manuscript import read_manuscript
    from dossier.verify.report import Pages, as_json, as_page, faults, summary_line

    draft, path = read_manuscript(options.draft), options.draft
    # Nothing else may stand among JSON.
    output = redirect_stdout(sys.stderr if options.json else sys.stdout)
    with output, sources(options.config.resolve()) as (config, matcher, references):
        checked = check(draft, matcher, references)
        pages = Pages(config, site_folder(options), out_folder(options).resolve())
        files = [Page(f"{draft.name}.quotations.html", as_page(checked, pages, options.language))]
        problems = [*draft.problems, *faults(checked)]
        if options.fix and draft.words.text:
            copy = with_references(checked, path.read_bytes(), references, pages)
            if isinstance(copy, Problem):
                problems.append(copy)
            else:
                files.append(Page(f"{path.stem}-with-references{path.suffix}", copy))
        if problems:
            print(format_problems(problems), end="\n\n")
        print(summary_line(checked))
        hand_on(files if draft.words.text else [], options)
        content = as_json(checked, pages) if options.json else ""
    print(content, end="")
    return int(checked.is_fault) if draft.words.text else 2


def run_find(options: argparse.Namespace) -> int:
    """Print where words stand, or what stands at a reference; exit 1 if they stand nowhere."""
    from dossier.verify import sources
    from dossier.verify.report import Pages, places

    with sources(options.config.resolve()) as (config, matcher, references):
        pages = Pages(config, site_folder(options), Path.cwd())
        rows, is_there = places(options.words, matcher, references, pages)
    print("\n".join(rows) or f"“{options.words}” is in no article of this dossier.")
    return 0 if is_there else 1


def run_schema(options: argparse.Namespace) -> int:
    """Write the JSON Schema of each file that editors write, and print where each is."""
    from dossier.editorial.schema import schemas

    hand_on([Page(f"schema/{name}.json", content) for name, content in schemas()], options)
    return 0


def built_site(options: argparse.Namespace) -> Path | None:
    """Folder of the rendered site; None, with a message, if there is none."""
    site = site_folder(options)
    if (site / "index.html").is_file():
        return site
    print(f"{site} is not a built site. Run `mkdocs build` first, or give --site.")
    return None


def site_folder(options: argparse.Namespace) -> Path:
    """Return the folder of the built site, where there is one."""
    return Path(options.site or options.config.resolve().parent / "site").resolve()


def out_folder(options: argparse.Namespace) -> Path:
    """Return the folder for files to hand on."""
    return Path(options.out or options.config.resolve().parent / "dist")


def hand_on(pages: Sequence[Page], options: argparse.Namespace) -> None:
    """Write files to hand on and print where each is."""
    folder = out_folder(options)
    deliver(pages, folder)
    for page in pages:
        print(sized(folder / page.path))
