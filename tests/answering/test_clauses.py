"""Where the sentence and its part begin and end that a place in a text stands in."""

from reportqa.answering.clauses import (
    CLAUSE_ENDS,
    PART_ENDS,
    SENTENCE_ENDS,
    around,
    start_of,
    up_to,
)

_TEXT = "甲县修路。乙县修路3条，栽树5万株；丙县：修桥2座！丁县修渠"


def test_what_was_said_last() -> None:
    at = _TEXT.index("5万株")
    assert up_to(_TEXT, at, SENTENCE_ENDS) == "乙县修路3条，栽树"
    assert up_to(_TEXT, _TEXT.index("2座"), PART_ENDS) == "丙县：修桥"
    assert up_to(_TEXT, _TEXT.index("2座"), CLAUSE_ENDS) == "修桥"
    assert (start_of(_TEXT, at, SENTENCE_ENDS), start_of(_TEXT, 3, SENTENCE_ENDS)) == (5, 0)
    assert up_to("", 0, SENTENCE_ENDS) == ""


def test_what_stands_around_a_span() -> None:
    start = _TEXT.index("5万株")
    span = (start, start + len("5万株"))
    assert around(_TEXT, span, SENTENCE_ENDS) == "乙县修路3条，栽树5万株；丙县：修桥2座"
    assert around(_TEXT, span, PART_ENDS) == "乙县修路3条，栽树5万株"
    last = (_TEXT.index("修渠"), len(_TEXT))
    assert around(_TEXT, last, CLAUSE_ENDS) == "丁县修渠"
    # A mark within the span ends nothing.
    assert around(_TEXT, (0, 7), SENTENCE_ENDS) == _TEXT[: _TEXT.index("！")]
