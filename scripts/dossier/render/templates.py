"""Markup from templates, which lie in parts/ and book/."""

from dossier.render.page_context import Site


def rendered(template: str, site: Site, **values: object) -> str:
    """The markup of a template, named by its path below `render/`."""
    # Jinja takes a tenth of the time of a build in which nothing changed, and is not needed there.
    from dossier.render.environment import ENVIRONMENT

    frame = {"site": site, "words": site.words, "config": site.edition.config}
    return ENVIRONMENT.get_template(template).render(frame, **values)
