"""Loads the public question sets that shipped weights may have seen; README.md lists them.

Each loader is given a folder that holds the files under the names that they are published by.
"""

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.examples import Example, Reading, without_answer

DEVELOPMENT_SHARE = 0.15
"""Of the articles of a set, how many are kept for development."""

_LEGAL_GROUNDS = "法律依据"


def is_held_out(group: str) -> bool:
    """Whether an article is for development; the same in every run."""
    draw = int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) / 16**8
    return draw < DEVELOPMENT_SHARE


def squad_layout(path: Path, name: str) -> Iterator[Reading]:
    """The questions of a SQuAD-layout file; spans that do not match their text are mended or left.

    Yields:
        Questions in file order. One whose answers are nowhere in its paragraph is left out.
    """
    articles = json.loads(path.read_text("utf-8"))["data"]
    for number, article in enumerate(articles):
        paragraphs = [paragraph["context"] for paragraph in article["paragraphs"]]
        group = f"{name}:{article.get('id') or article.get('title') or number}"
        for at, paragraph in enumerate(article["paragraphs"]):
            others = tuple(paragraphs[:at] + paragraphs[at + 1 :])
            for question in paragraph["qas"]:
                answers = question.get("answers", [])
                impossible = str(question.get("is_impossible", False)).lower() == "true"
                spans = tuple(
                    span for answer in answers if (span := _span(paragraph["context"], answer))
                )
                if not spans and not impossible:
                    continue
                yield Reading(
                    question["question"].strip(),
                    paragraph["context"],
                    () if impossible else spans,
                    others,
                    group,
                )


def cross_language(chinese: Path, english: Path) -> Iterator[Reading]:
    """English questions on the Chinese paragraphs, for two parallel files."""
    asked = {
        question["id"]: question["question"].strip()
        for article in json.loads(english.read_text("utf-8"))["data"]
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    }
    ids = (
        question["id"]
        for article in json.loads(chinese.read_text("utf-8"))["data"]
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
        if any(_span(paragraph["context"], answer) for answer in question["answers"])
    )
    for identity, reading in zip(ids, squad_layout(chinese, "xquad"), strict=True):
        yield Reading(
            asked[identity], reading.context, reading.spans, reading.others, reading.group
        )


def everyday_statutes(folder: Path) -> Iterator[Example]:
    """Everyday questions with the statute that answers them, and with its nearest neighbours.

    No span is known, so these teach relevance alone. A neighbour is the article just before or
    after in the collection: the same law, another matter.
    """
    articles = [
        json.loads(line)
        for line in (folder / "stard_articles.jsonl").read_text("utf-8").splitlines()
    ]
    texts = [_tight(article["content"]) for article in articles]
    place = {article["name"]: at for at, article in enumerate(articles)}
    for line in (folder / "stard_train.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        question, group = row["question"], f"stard:{row['id']}"
        right = {article["name"] for article in row["articles"]}
        for article in row["articles"]:
            yield without_answer(question, _tight(article["text"]), group, "relevant")
            at = place.get(article["name"])
            for other in () if at is None else (at - 1, at + 1, at + 7):
                if 0 <= other < len(articles) and articles[other]["name"] not in right:
                    yield without_answer(question, texts[other], group, "irrelevant")


def everyday_consultations(path: Path) -> Iterator[Example]:
    """Everyday legal questions with the statute cited in the answer, and with another's."""
    rows: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    cited = [row["answer"].split(_LEGAL_GROUNDS, 1)[-1].lstrip(":：") for row in rows]
    for at, row in enumerate(rows):
        group = f"lawbench:{at}"
        if len(cited[at]) < 20 or cited[at] == row["answer"]:
            continue
        yield without_answer(row["question"], cited[at], group, "relevant")
        other = (at * 7 + 13) % len(rows)
        if other != at and cited[other][:20] != cited[at][:20]:
            yield without_answer(row["question"], cited[other], group, "irrelevant")


def same_words(path: Path) -> Iterator[Example]:
    """PAWS-X: a statement, and one of the same words that says the same or something else."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            kind = "relevant" if row["label"] == "1" else "irrelevant"
            one, other = row["sentence1"], row["sentence2"]
            if one and other:
                yield without_answer(f"是否提到：{other}", one, f"pawsx:{number}", kind)  # type: ignore[arg-type]


def _span(context: str, answer: dict[str, Any]) -> tuple[int, int] | None:
    text, start = answer["text"], answer["answer_start"]
    if not text:
        return None
    if context[start : start + len(text)] != text:
        # A few sets count some characters twice; the nearest place with these words is meant.
        places = [at for at in range(len(context)) if context.startswith(text, at)]
        if not places:
            return None
        start = min(places, key=lambda at: abs(at - start))
    return start, start + len(text)


def _tight(text: str) -> str:
    return "".join(text.split())
