"""A portal brought up to date, or left as it is: the first look at a folder, before anything is read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from generator.cores import lasting
from generator.curation.portal import Content, check_folders
from generator.publish.kept import memory, state
from generator.publish.kept.standstill import Ended, Ground
from generator.publish.writer import Changes
from generator.report import Report, Tell


def rebuild(
    content: Content,
    site: Path,
    build_dir: Path,
    tell: Tell,
    full: bool = False,
    accept_removals: bool = False,
    scheduler: str = "",
) -> Report:
    """Bring the site's folder up to date with the content; `full` renders every page anew.

    Where more than a tenth of the papers of the last build are gone it stops, unless these removals are accepted. A
    cluster's `scheduler` shares out the papers that must be read anew.
    """
    check_folders(content, site, build_dir)
    with state.alone(build_dir), state.alone_in(site), memory.opened(build_dir) as kept:
        ground = Ground(kept, content, site, build_dir, content.state or build_dir / "state")
        if not full and (last := ground.ended()):
            return Report(last.documents, last.pages, (), Changes(), all_read=True, before=last.told)
        begun = ground.look()
        with lasting():  # much is loaded, only where there is something to do, and stays
            from generator import pipeline

        report = pipeline.build(ground, tell, full, accept_removals, scheduler)
        if report.all_read and report.lasting:
            told = Counter(each.code.value for each in report.diagnostics)
            ground.remember(begun, Ended(report.documents, report.pages, told))
    return report
