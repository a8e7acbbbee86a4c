"""What the page lists, and what it may change: the seam between the page and the reports kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from reportqa.types import Report

Progress = Callable[[str, int, int], None]
"""Called with the stage in the user's words, how much is done, and of how much (0: unknown)."""

Values = Mapping[str, str | int]
"""What a report is about, by the names of a sidecar: title, issuer, place, kind, date, year …

"" says that there is none, whatever is recognised.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A report of the library.

    `chunks` are counted; None if nobody has. `correctable` says whether its file is at hand to
    correct what was recognised, `uploaded` whether removing it deletes its file as well.
    """

    report: Report
    chunks: int | None = None
    correctable: bool = False
    uploaded: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was received and read, and is in the library once it is accepted.

    `report` is what was recognised, `name` what the file will be called; `is_taken` says that
    a file of this name is there already.
    """

    id: str
    name: str
    report: Report
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A draft to take in with these values; `replaces` the file of its name, or stands beside."""

    draft_id: str
    values: Values
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft: the report's id, or the one-line problem that kept it out."""

    draft_id: str
    report_id: str | None
    problem: str | None


class Library(Protocol):
    """The reports as the page lists and, if `is_writable`, changes them.

    All that changes something is called one at a time, from a thread of its own, and raises a
    ReportqaError whose one line is shown. `entries` is called at any moment.
    """

    @property
    def is_writable(self) -> bool:
        """Whether files may be received and reports corrected and removed."""

    def entries(self) -> Sequence[Entry]:
        """All reports, as the next question is answered from them."""

    def receive(self, name: str, data: bytes, progress: Progress) -> Draft:
        """Keep a file aside and read it. `name` is whatever the browser called it."""

    def accept(self, wanted: Sequence[Acceptance], progress: Progress) -> Sequence[Outcome]:
        """Take drafts into the library; what fails stays a draft and the others go on."""

    def discard(self, draft_id: str) -> None:
        """Forget a draft; one that is not there is no error."""

    def correct(self, source: str, values: Values, progress: Progress) -> None:
        """Say what a report is about, where that was recognised wrongly."""

    def remove(self, source: str, progress: Progress) -> None:
        """Take a report out of the library."""
