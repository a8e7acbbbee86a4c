"""Question sets for `reportqa.evaluation.calibrating`, from documents that nothing was taught by.

Questions by hand say 全市 and mean the city of their own document, so each document gets a folder
with the report and a set of its own.
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from reportqa.reading import find_files
from training.own_questions import FOLDER, OwnQuestion, load_own
from training.public_sets import is_held_out


def write_sets(documents: Sequence[Path], folder: Path) -> list[Path]:
    """Write `N/reports/` and `N/questions.jsonl` for every document held out.

    Args:
        documents: folders of official documents; the invented reports are always among them.
        folder: where to write.

    Returns:
        The folders written.
    """
    by_document: dict[str, list[OwnQuestion]] = defaultdict(list)
    for item in load_own([*documents, FOLDER]):
        if is_held_out(item.document):
            by_document[item.document].append(item)
    files = {file.source: file.path for file in find_files([*documents, FOLDER])}
    written = []
    for number, (document, items) in enumerate(sorted(by_document.items())):
        own = folder / str(number)
        (own / "reports").mkdir(parents=True)
        shutil.copy(files[document], own / "reports")
        lines = [_line(f"own-{number}-{at}", item) for at, item in enumerate(items)]
        (own / "questions.jsonl").write_text("".join(lines), "utf-8")
        written.append(own)
    return written


def _line(identity: str, item: OwnQuestion) -> str:
    row = {
        "id": identity,
        "split": "dev",
        "type": item.type,
        "question": item.question,
        "answerable": item.answered,
        "evidence": [item.answer] if item.answered else [],
        "answer": item.answer or None,
    }
    return json.dumps(row, ensure_ascii=False) + "\n"
