"""Answers questions about official reports with the reports' own words.

    from reportqa import Index, ask, build

    build(["reports"], "index")
    response = ask(Index.load("index"), "2020年全市受理了多少件行政复议案件？")

Everything is imported when it is first used, so that `import reportqa` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportqa.answering import ask
    from reportqa.config import Settings
    from reportqa.embedding import Encoder, load_encoder
    from reportqa.errors import (
        CorrectionsError,
        GateClosed,
        IndexDamaged,
        IndexForeign,
        IndexMissing,
        IndexNotWritten,
        ModelError,
        NoneRead,
        NotOpened,
        QuestionSetError,
        ReadError,
        ReportqaError,
        StoredIndexError,
        UsageError,
    )
    from reportqa.evaluation.question_sets import QuestionSet
    from reportqa.evaluation.running import evaluate
    from reportqa.index import Index
    from reportqa.index.building import build
    from reportqa.types import (
        Answer,
        Chunk,
        Citation,
        Passage,
        Refusal,
        Report,
        Response,
        Section,
    )

    __version__: str

_HOMES = {
    "reportqa.answering": ("ask",),
    "reportqa.config": ("Settings",),
    "reportqa.embedding": ("Encoder", "load_encoder"),
    "reportqa.errors": (
        "CorrectionsError",
        "GateClosed",
        "IndexDamaged",
        "IndexForeign",
        "IndexMissing",
        "IndexNotWritten",
        "ModelError",
        "NoneRead",
        "NotOpened",
        "QuestionSetError",
        "ReadError",
        "ReportqaError",
        "StoredIndexError",
        "UsageError",
    ),
    "reportqa.evaluation.question_sets": ("QuestionSet",),
    "reportqa.evaluation.running": ("evaluate",),
    "reportqa.index": ("Index",),
    "reportqa.index.building": ("build",),
    "reportqa.types": (
        "Answer",
        "Chunk",
        "Citation",
        "Passage",
        "Refusal",
        "Report",
        "Response",
        "Section",
    ),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Answer",
    "Chunk",
    "Citation",
    "CorrectionsError",
    "Encoder",
    "GateClosed",
    "Index",
    "IndexDamaged",
    "IndexForeign",
    "IndexMissing",
    "IndexNotWritten",
    "ModelError",
    "NoneRead",
    "NotOpened",
    "Passage",
    "QuestionSet",
    "QuestionSetError",
    "ReadError",
    "Refusal",
    "Report",
    "ReportqaError",
    "Response",
    "Section",
    "Settings",
    "StoredIndexError",
    "UsageError",
    "__version__",
    "ask",
    "build",
    "evaluate",
    "load_encoder",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("reportqa")
    elif name in _HOME_OF:
        value = getattr(import_module(_HOME_OF[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
