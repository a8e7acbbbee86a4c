"""BM25 over bigrams and characters, on texts whose scores can be worked out by hand."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.index.keywords import Keywords, Postings, tokens
from reportqa.normalising import normalise


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("，。！ ", []),
        ("法治", ["法", "治", "法治"]),
        ("乌鲁木", ["乌", "鲁", "木", "乌鲁", "鲁木"]),
        ("烏魯", ["乌", "鲁", "乌鲁"]),
        ("法、治", ["法", "治"]),
        ("办结1,206件，占８．２％", ["办", "结", "办结", "1206", "件", "占", "8.2%"]),
        ("Open DATA_2", ["open", "data", "2"]),
        ("GDP增长8%", ["gdp", "增", "长", "增长", "8%"]),
        ("5G基站、A股", ["5", "g", "基", "站", "基站", "a", "股"]),
        ("café店", ["café", "店"]),
    ],
)
def test_terms_are_characters_pairs_figures_and_words(text: str, terms: list[str]) -> None:
    assert tokens(text) == terms


def test_scores_are_lucenes_bm25() -> None:
    keywords = Keywords.build(["甲乙", "甲", "丙"])
    # "甲乙" has the three terms 甲, 乙, 甲乙, the others one each: 5 / 3 on average.
    rarity = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    saturation = 1 / (1 + 1.2 * (1 - 0.75 + 0.75 * 3 / (5 / 3)))
    assert keywords.scores("乙") == pytest.approx([rarity * saturation, 0, 0])


def test_more_terms_met_and_rarer_ones_score_higher() -> None:
    keywords = Keywords.build(["行政复议案件", "行政应诉案件", "法治宣传", "行政案件"])
    scores = keywords.scores("行政复议多少件")
    assert list(np.argsort(-scores, kind="stable")) == [0, 3, 1, 2]
    assert scores[2] == 0
    assert scores.dtype == np.float32


@pytest.mark.parametrize("question", ["", "？", "zzz", "龘"])
def test_a_question_without_a_known_term_scores_nothing(question: str) -> None:
    assert Keywords.build(["甲乙", "丙"]).scores(question).tolist() == [0, 0]


def test_texts_without_terms_are_no_trouble() -> None:
    assert Keywords.build(["，。"]).scores("甲").tolist() == [0]
    scores = Keywords.build(["，。", "甲"]).scores("甲")
    assert scores[0] == 0 < scores[1]


def test_what_is_saved_scores_the_same_when_loaded(tmp_path: Path) -> None:
    postings = Postings.build(["行政复议案件121件", "法治宣传2.5万次", "、"])
    postings.save(tmp_path / "k")
    assert Postings.load(tmp_path / "k").is_same_as(postings)
    built, loaded = Keywords([postings]), Keywords([Postings.load(tmp_path / "k")])
    for question in ("行政复议多少件", "2.5万", "法", "没有的词", ""):
        assert loaded.scores(question).tolist() == built.scores(question).tolist()


def test_progress_counts_the_texts() -> None:
    counted: list[int] = []
    Postings.build(["甲", "乙"], counted.append)
    assert counted == [1, 1]


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("低保", True),
        ("保障", True),
        ("讨薪", False),
        # All its pairs are there, but never in one text.
        ("低保障", False),
        ("GDP", True),
        ("gd", False),
        ("，", True),
    ],
)
def test_a_word_is_known_if_one_text_holds_all_of_it(
    word: str, known: bool, tmp_path: Path
) -> None:
    texts = ["领取低保的人", "保障民生", "gdp"]
    Postings.build(texts).save(tmp_path / "keywords")
    stored = Keywords([Postings.load(tmp_path / "keywords")])
    apart = Keywords([Postings.build([text]) for text in texts])
    assert stored.knows(word) is apart.knows(word) is known


def test_a_word_of_a_text_that_does_not_count_is_not_known() -> None:
    keywords = Keywords([Postings.build(["领取低保", "保障民生"])], [np.array([False, True])])
    assert [keywords.knows(word) for word in ("低保", "民生")] == [False, True]
    assert [[part.tolist() for part in keywords.holding(word)] for word in ("低保", "民生")] == [
        [[]],
        [[1]],
    ]


def test_texts_that_hold_a_word_are_counted_from_part_to_part() -> None:
    keywords = Keywords([Postings.build(["低保", "民生"]), Postings.build(["医保", "低保人"])])
    assert [part.tolist() for part in keywords.holding("低保")] == [[0], [3]]
    assert [part.tolist() for part in keywords.holding("，")] == [[], []]


_TEXTS = st.lists(st.text("甲乙丙丁 1a，", max_size=12), min_size=1, max_size=24)


@given(_TEXTS, st.text("甲乙丙丁 1a", max_size=8), st.integers(1, 24), st.data())
def test_scores_are_those_of_a_plain_bm25_however_the_texts_are_parted(
    texts: list[str], question: str, size: int, data: st.DataObject
) -> None:
    live = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    if not any(live):
        live[0] = True
    starts = range(0, len(texts), size)
    keywords = Keywords(
        [Postings.build(map(normalise, texts[start : start + size])) for start in starts],
        [np.array(live[start : start + size]) for start in starts],
    )
    expected = _plain([text for text, alive in zip(texts, live, strict=True) if alive], question)
    found = keywords.scores(question)[np.array(live)]
    assert found.tolist() == pytest.approx(expected, rel=1e-5, abs=1e-6)


def _plain(texts: list[str], question: str) -> list[float]:
    """Lucene's BM25, term by term and text by text."""
    split = [tokens(text) or [""] for text in texts]
    average = sum(map(len, split)) / len(split)
    scores = [0.0] * len(texts)
    for term in tokens(question):
        held = sum(term in terms for terms in split)
        rarity = math.log(1 + (len(texts) - held + 0.5) / (held + 0.5))
        for at, terms in enumerate(split):
            count = terms.count(term)
            scores[at] += rarity * count / (count + 1.2 * (0.25 + 0.75 * len(terms) / average))
    return scores
