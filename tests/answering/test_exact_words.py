"""The exact words in a passage that the reader has read."""

import pytest

from reportqa.answering.candidates import Candidate
from reportqa.answering.evidence import weigh
from reportqa.answering.exact_words import as_marked, marked_agreeing
from reportqa.answering.understanding.questions import understand
from toys import reading_of

_BOTH_YEARS = "1982年轻工业产值增长5.7%，重工业增长9.8%，1983年重工业增长12.4%。"


@pytest.mark.parametrize(
    ("text", "question", "scores", "said"),
    [
        # The best words are none of the kind asked for: the next that are.
        (
            "绿化率由2%提高到23%，覆盖度提高到75%。",
            "覆盖度提高到多少？",
            {"覆盖度提高": 6.0, "75%": 5.0, "23%": 1.0},
            "75%",
        ),
        # Half a figure is none.
        (
            "收入11025元，支出9元。",
            "收入是多少元？",
            {"收入": 6.0, "025元": 5.0, "9元": 4.0},
            "9元",
        ),
        # A figure of another year gives way to the next that agrees.
        (_BOTH_YEARS, "1982年重工业增长多少？", {"12.4%": 8.0, "9.8%": 3.0}, "9.8%"),
        (_BOTH_YEARS, "1983年重工业增长多少？", {"12.4%": 8.0, "9.8%": 3.0}, "12.4%"),
        # Not to one that is no answer by the reader's word.
        (_BOTH_YEARS, "1982年重工业增长多少？", {"12.4%": 8.0, "9.8%": -1.0}, "12.4%"),
        # Nor a word that is no figure.
        (_BOTH_YEARS, "1982年什么增长最快？", {"重工业": 8.0, "9.8%": 3.0}, "重工业"),
    ],
)
def test_the_words_that_answer(
    text: str, question: str, scores: dict[str, float], said: str
) -> None:
    asked = understand(question)
    candidate = Candidate(text, "", agrees=True, is_of_year=True, fused=0.0, cosine=0.9)
    (part, *_) = weigh([text], asked, None)
    ((start, end),) = marked_agreeing(candidate, part, reading_of(text, scores), asked)
    assert text[start:end] == said


@pytest.mark.parametrize(
    ("marked", "question", "said"),
    [
        ("5亿吨", "集装箱吞吐量是多少？", "9万标箱"),
        ("9万标箱", "集装箱吞吐量是多少？", "9万标箱"),
        ("5亿吨", "货物吞吐量是多少？", "5亿吨"),
        ("5亿吨", "港口怎么样？", "5亿吨"),
        ("货物", "集装箱吞吐量是多少？", "货物"),
    ],
)
def test_what_becomes_of_a_span_of_the_readers(marked: str, question: str, said: str) -> None:
    text = "货物和集装箱吞吐量分别达到5亿吨、9万标箱。"
    start = text.index(marked)
    found = as_marked(text, (start, start + len(marked)), understand(question))
    assert text[slice(*found)] == said
