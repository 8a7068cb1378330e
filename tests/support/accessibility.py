"""axe-core on a page in a browser: what it finds, as rule, place and reason."""

from __future__ import annotations

from playwright.sync_api import Page

from support.pages import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Besides its usual rules two that it leaves out: the contrast of WCAG's level AAA, and the size of
# what a finger has to hit.
AXE_RUN = """() => axe.run(document, {
  resultTypes: ["violations"],
  rules: {"color-contrast-enhanced": {enabled: true}, "target-size": {enabled: true}},
})"""


def axe_source() -> str:
    """The source of axe-core."""
    if not AXE.is_file():
        raise RuntimeError("axe-core is not installed. Run `npm ci` in the project's folder.")
    return AXE.read_text("utf-8")


def findings(page: Page, axe: str, scheme: str) -> list[str]:
    """Return the findings on a page, as rule, place and reason."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.evaluate(axe)
    evaluate = page.evaluate(AXE_RUN)
    return [
        f"{scheme}: {item['id']} at {node['target']}: {node['failureSummary']}"
        for item in evaluate["violations"]
        for node in item["nodes"][:3]
    ]
