"""What an index holds, told without loading its model."""

from dataclasses import dataclass
from pathlib import Path

from reportqa.errors import IndexDamaged, UsageError
from reportqa.index.generations import of_current
from reportqa.index.manifest import REBUILD, UNREADABLE, Manifest, SourceEntry
from reportqa.index.originals import original_of
from reportqa.index.stored import read_reports
from reportqa.reasons import reason_of
from reportqa.types import Report


@dataclass(frozen=True, slots=True)
class Holding:
    """A report in the live generation. `original` is where its file is kept, None if it is not."""

    report: Report
    entry: SourceEntry
    original: Path | None


def holdings(index: Path | str) -> list[Holding]:
    """Every report of the live generation, in order of their sources.

    Raises:
        IndexMissing, IndexDamaged, IndexForeign: See `reportqa.errors`.
    """
    index = Path(index)
    return of_current(index, lambda folder: _holdings(index, folder))


def _holdings(index: Path, folder: Path) -> list[Holding]:
    manifest = Manifest.read(folder)
    manifest.check_files(folder)
    try:
        reports = {
            (segment.name, report.source): report
            for segment in manifest.segments
            for report in read_reports(folder / segment.name)
        }
        return [
            Holding(reports[entry.segment, entry.source], entry, _original(index, entry))
            for entry in manifest.sources
        ]
    except UNREADABLE as error:
        raise IndexDamaged(f"{folder}：索引打不开（{reason_of(error)}）。{REBUILD}") from error


def holding_of(index: Path | str, source: str) -> Holding:
    """The report of this source.

    Raises:
        UsageError: The index does not hold it.
        IndexMissing, IndexDamaged, IndexForeign: See `reportqa.errors`.
    """
    found = next((item for item in holdings(index) if item.report.source == source), None)
    if found is None:
        raise UsageError(f"索引里没有 {source}。可用 reportqa list 查看都有哪些。")
    return found


def _original(index: Path, entry: SourceEntry) -> Path | None:
    path = original_of(index, entry.sha256, entry.source)
    return path if path.is_file() else None
