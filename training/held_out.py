"""Question sets from the documents that nothing was taught by, to measure and to calibrate on.

Questions by hand say 全市 and mean the city of their own document, so each document gets a folder
with the report, a set of its own, and an index. The questions on cities are asked of all documents
at once too, with the city's name before them.
"""

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from reportqa.answering import ask
from reportqa.evaluation.metrics import auc, mean
from reportqa.evaluation.question_sets import QuestionSet
from reportqa.evaluation.running import Judged, judge, summary
from reportqa.index import Index
from reportqa.index.building import build
from reportqa.reading import find_files, read_report
from training.own_questions import FOLDER, OwnQuestion, load_own
from training.public_sets import is_held_out

_PASSAGES = 10
_TOLD = (
    "n",
    "n_answerable",
    "hit@1",
    "hit@5",
    "answered_share_of_answerable",
    "refusal_recall",
    "balanced_accuracy",
    "asserted_exact",
)
_CLAUSE_END = re.compile("[，,；;。！？：:\n]")
_NATION = "全国"
_OWN_PLACE = re.compile("^[全我本][市县区]")


def write_sets(documents: Sequence[Path], folder: Path) -> list[Path]:
    """Write `N/reports/`, `N/questions.jsonl` and `N/index/` for every document held out.

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
    files = {file.source: file for file in find_files([*documents, FOLDER])}
    written = []
    for number, (document, items) in enumerate(sorted(by_document.items())):
        own = folder / str(number)
        (own / "reports").mkdir(parents=True)
        shutil.copy(files[document].path, own / "reports")
        text = read_report(files[document]).text
        lines = [_line(f"own-{number}-{at}", item, text) for at, item in enumerate(items)]
        (own / "questions.jsonl").write_text("".join(lines), "utf-8")
        build([own / "reports"], own / "index")
        written.append(own)
    return written


def write_library(documents: Sequence[Path], folder: Path) -> Path:
    """Write `questions.jsonl` and `index/`: all of the documents, asked by the name of the place.

    Args:
        documents: folders of documents. Only questions on those that training never saw, and that
            are about a place within the nation, are asked.
        folder: where to write.

    Returns:
        `folder`.
    """
    reports = {file.source: read_report(file) for file in find_files(documents)}
    lines = []
    for number, item in enumerate(load_own(documents)):
        report = reports[item.document]
        if is_held_out(item.document) and report.place not in (None, _NATION):
            question = f"{report.place}{_OWN_PLACE.sub('', item.question)}"
            named = item if str(report.place) in item.question else replace(item, question=question)
            lines.append(_line(f"own-library-{number}", named, report.text))
    folder.mkdir(parents=True)
    (folder / "questions.jsonl").write_text("".join(lines), "utf-8")
    build(list(documents), folder / "index")
    return folder


def measure_sets(folders: Sequence[Path], tell: Callable[[str], None]) -> None:
    """Ask every question of its own document, and tell the figures of all as one JSON object.

    Among them `right`, how often the exact words were found, asserted or not, and `auc`, the
    chance that an answerable question gets a higher chance of being so than one that is not.
    """
    judged: list[Judged] = []
    for folder in folders:
        index = Index.load(folder / "index")
        judged += [
            judge(index, gold, ask(index, gold.question, _PASSAGES))
            for gold in QuestionSet.load(folder / "questions.jsonl").questions
        ]
    chances: dict[bool, list[float]] = {True: [], False: []}
    for item in judged:
        chances[item.answerable].append(item.answerable_probability or 0.0)
    figures = summary(judged)
    more = {
        "right": mean([float(item.right) for item in judged if item.answerable]),
        "auc": auc(chances[True], chances[False]),
    }
    tell(json.dumps({name: figures[name] for name in _TOLD} | more))


def _line(identity: str, item: OwnQuestion, text: str) -> str:
    row = {
        "id": identity,
        "split": "dev",
        "type": item.type,
        "question": item.question,
        "answerable": item.answered,
        "evidence": [_clauses_around(text, item.start, item.end)] if item.answered else [],
        "answer": item.answer or None,
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def _clauses_around(text: str, start: int, end: int) -> str:
    """The answer with the rest of its first and last clause: the bare words may stand elsewhere."""
    before = [found.end() for found in _CLAUSE_END.finditer(text, 0, start)]
    after = _CLAUSE_END.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)].strip()
