"""When a page shows most of itself, and how far that moves meanwhile: two figures of Lighthouse, in Chromium."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

MOST_SHIFT = 0.05
"""Layout shift that no page may exceed; up to 0.1 is called good."""

# What is built by scripts comes after the page is loaded: it is waited for until nothing has changed for a while.
MEASURE = """async quiet => {
    await new Promise(done => {
        let last = setTimeout(done, quiet);
        const changed = () => { clearTimeout(last); last = setTimeout(done, quiet); };
        new MutationObserver(changed).observe(document, { subtree: true, childList: true, attributes: true });
    });
    const told = (kind, most) => new Promise(done => {
        const observer = new PerformanceObserver(list => done(list.getEntries()));
        observer.observe({ type: kind, buffered: true });
        setTimeout(() => done([]), most);
    });
    // Of each page a paint is told, by a busy machine late; of most no shift.
    const [paints, shifts] = await Promise.all([told("largest-contentful-paint", 3000), told("layout-shift", 50)]);
    const name = node => node && (node.id || node.className || node.nodeName);
    return {
        paint: paints.length ? paints[paints.length - 1].startTime : 0,
        shift: shifts.filter(each => !each.hadRecentInput).reduce((sum, each) => sum + each.value, 0),
        moved: shifts.flatMap(each => each.sources.map(source => String(name(source.node)))),
    };
}"""


@dataclass(frozen=True, slots=True)
class Painted:
    """Of a page in a tab: milliseconds to its largest paint, its layout shift, and the elements that moved."""

    paint: float
    shift: float
    moved: tuple[str, ...]


def painted(tab: Page, quiet: int = 100) -> Painted:
    """Return both figures of the page that a tab shows, once nothing has changed in it for so many milliseconds."""
    found = tab.evaluate(MEASURE, quiet)
    return Painted(found["paint"], found["shift"], tuple(dict.fromkeys(found["moved"])))
