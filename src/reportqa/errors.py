"""Everything reportqa raises on purpose.

    ReportqaError            one friendly line; the command line and the page show it as it is
    ├── UsageError           an argument or a setting cannot be used: change the call
    ├── ReadError            a report cannot be read: mend or leave out the file
    │   ├── CorrectionsError what corrects it cannot be used: mend or remove that file
    │   ├── NotOpened        its file cannot be opened now: see to its permissions, or wait
    │   └── NoneRead         none of several files can be read: see what is said of each
    ├── ModelError           the embedding model cannot be built or loaded: check its name
    ├── StoredIndexError     the index cannot be used as it stands
    │   ├── IndexMissing     there is none: build one
    │   ├── IndexDamaged     a file is missing, half-written or changed: build again
    │   ├── IndexForeign     another format version or another model: build again or name that model
    │   └── IndexNotWritten  the build could not write: free the disk, or choose another folder
    ├── QuestionSetError     a question set or results file cannot be read: mend the line named
    └── GateClosed           the new index does worse than allowed: look at what got worse

Each message says what was got, what was expected and what to do, in one line. Messages are
written for the user, Chinese first.
"""


class ReportqaError(Exception):
    """Base of all errors that are the user's to mend; its text is one friendly line."""


class UsageError(ReportqaError):
    """An argument or a setting cannot be used: change the call."""


class ReadError(ReportqaError):
    """A report cannot be read: mend the file or leave it out."""


class CorrectionsError(ReadError):
    """The file that corrects what was recognised of a report cannot be used: mend or remove it."""


class NotOpened(ReadError):
    """A file cannot be opened now, whatever it holds: see to its permissions, or wait."""


class NoneRead(ReadError):
    """None of the files given can be read; `failed` maps the source of each to its own error."""

    def __init__(self, failed: dict[str, str]) -> None:
        first, *others = failed.values()
        told = f"{len(failed)} 个文件都读不出来，第一个是：{first}" if others else first
        super().__init__(told)
        self.failed = failed


class ModelError(ReportqaError):
    """The embedding model cannot be built or loaded: check the package, name or path."""


class StoredIndexError(ReportqaError):
    """The index cannot be used as it stands; the message names the command that mends it."""


class IndexMissing(StoredIndexError):
    """There is no index here: build one."""


class IndexDamaged(StoredIndexError):
    """A file of the index is missing, half-written or changed: build again."""


class IndexForeign(StoredIndexError):
    """The index has another format version or was built with another model: build again."""


class IndexNotWritten(StoredIndexError):
    """A build could not write its index: free the disk or choose another folder."""


class QuestionSetError(ReportqaError):
    """A question set or a results file cannot be read: mend the line that the message names."""


class GateClosed(ReportqaError):
    """A new index does worse than the gate allows and the old one stays: see what got worse."""
