"""Writing to the terminal: results on stdout, everything else on stderr."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reportqa.visible import visible

if TYPE_CHECKING:
    from reportqa.index.building import Progress

_NO_LIMIT = 10_000
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""What JSON lets stand in a string, and many a program takes for the end of a line."""


def say(line: str) -> None:
    """One line of the result, in which nothing acts on the terminal."""
    _put(visible(line))


def complain(line: str) -> None:
    """One line that is no result."""
    sys.stderr.write(f"reportqa: {one_line(line)}\n")


def one_line(text: str) -> str:
    """A path or an argument may hold line ends."""
    return visible(" ".join(text.splitlines()))


def print_json(value: Any, on_one_line: bool = False) -> None:
    """The result as JSON."""
    # JSON has escapes for the characters that a terminal lacks.
    plain = (sys.stdout.encoding or "").lower() not in {"utf-8", "utf8"}
    text = json.dumps(value, ensure_ascii=plain, indent=None if on_one_line else 2)
    _put(_LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def _put(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def print_figures(figures: dict[str, Any], as_json: bool) -> None:
    """Names and values, one a line."""
    if as_json:
        print_json(figures)
        return
    for name, value in figures.items():
        say(f"{name:<32}{figure(value)}")


def figure(value: Any) -> str:
    """A value of a metric as people read it."""
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns that line up on a terminal, and are not cut where there is none."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_NO_LIMIT)
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    console.print(table)


@contextmanager
def progress_bars() -> "Iterator[Progress]":
    """Bars on stderr, one a stage; nothing is drawn until there is something to show.

    Where stderr is no terminal there are none: a file of errors should hold errors alone.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    bars = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    tasks: dict[str, Any] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            bars.start()
            tasks[stage] = bars.add_task(stage)
        bars.update(tasks[stage], completed=done, total=total or None)

    try:
        yield show
    finally:
        if tasks:
            bars.stop()


def notify(progress: "Progress") -> Any:
    """Tells `progress` how far a model is that is being built."""
    return lambda stage, fraction: progress(stage, round(fraction * 100), 100)
