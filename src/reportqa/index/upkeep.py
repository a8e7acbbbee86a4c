"""Looking back over the generations of an index, and going back to one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportqa.errors import IndexDamaged, IndexMissing, StoredIndexError, UsageError
from reportqa.index.examining import examine, newest_whole
from reportqa.index.generations import current, generations, locked, switch_to
from reportqa.index.manifest import Manifest, problem_of


@dataclass(frozen=True, slots=True)
class Generation:
    """One build's outcome.

    `created` is in UTC, ISO 8601. `added`, `changed` and `removed` are sources, against the
    generation built before it, () for the oldest that is kept. `problem` is why it cannot be
    read, None if it can; the counts are 0 then.
    """

    name: str
    created: str
    reports: int
    chunks: int
    is_live: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    problem: str | None


def history(index: Path | str) -> list[Generation]:
    """All generations that are kept, newest first.

    Raises:
        IndexMissing: There is no index here.
    """
    index = Path(index)
    live = _live(index)
    told: list[Generation] = []
    before: Mapping[str, tuple[object, ...]] | None = None
    for folder in generations(index):
        try:
            manifest = Manifest.read(folder)
        except StoredIndexError as error:
            problem = problem_of(error, folder)
            told.append(Generation(folder.name, "", 0, 0, folder == live, (), (), (), problem))
            continue
        now = {
            entry.source: (entry.sha256, entry.corrections_sha256, entry.reader_version)
            for entry in manifest.sources
        }
        earlier = now if before is None else before
        told.append(
            Generation(
                name=folder.name,
                created=manifest.created,
                reports=len(now),
                chunks=manifest.chunks,
                is_live=folder == live,
                added=tuple(sorted(set(now) - set(earlier))),
                changed=tuple(
                    sorted(name for name in now if earlier.get(name, now[name]) != now[name])
                ),
                removed=tuple(sorted(set(earlier) - set(now))),
                problem=None,
            )
        )
        before = now
    return told[::-1]


def rollback(
    index: Path | str, generation: str | None = None, *, waiting: Callable[[], None] | None = None
) -> str:
    """Make a kept generation the live one again, after checking it.

    Args:
        index: The index's folder.
        generation: Its name; by default the one built before the live one, or the newest whole
            one where the live one is lost.
        waiting: Called once if a build has to end first.

    Returns:
        The name of the generation that is live now.

    Raises:
        UsageError: There is no such generation.
        IndexMissing: There is no index here.
        IndexDamaged: That generation is not whole; the live one stays.
        IndexNotWritten: The index cannot be written to; the live one stays.
    """
    index = Path(index)
    if not generations(index):
        current(index)  # says that there is no index, or that it is damaged
    with locked(index, waiting):
        chosen = _chosen(index, generation)
        if chosen == _live(index):
            raise UsageError(f"{chosen.name} 就是现用的一代，不用回退。")
        errors = [finding for finding in examine(chosen) if finding.is_error]
        if errors:
            raise IndexDamaged(
                f"{chosen}：这一代不完整（{errors[0].problem}），没有换上。"
                "请用 reportqa history 另选一代，或运行 reportqa build 重建索引。"
            )
        switch_to(index, chosen)
    return chosen.name


def _chosen(index: Path, name: str | None) -> Path:
    kept = generations(index)
    if name is not None:
        for folder in kept:
            if folder.name == name:
                return folder
        raise UsageError(f"没有 {name} 这一代。可用 reportqa history 查看都有哪些。")
    live = _live(index)
    if live:
        earlier = next((folder for folder in reversed(kept) if folder.name < live.name), None)
    else:
        earlier = newest_whole(index)
    if earlier is None:
        raise UsageError("没有更早的一代可以回退。可用 reportqa history 查看都有哪些。")
    return earlier


def _live(index: Path) -> Path | None:
    """The folder of the live generation; None where the pointer leads to nothing whole."""
    try:
        return current(index)
    except IndexMissing:
        if not generations(index):
            raise
        return None
    except IndexDamaged:
        return None
