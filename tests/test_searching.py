"""The two legs and how they are fused, on an index whose scores can be computed anew."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from reportqa.config import Settings
from reportqa.index import Index
from reportqa.index.building import build
from reportqa.index.searched import embed_chunks, embedded_texts
from reportqa.normalising import normalise
from reportqa.scoring import z_scores
from reportqa.searching import passage, search
from reportqa.searching.agreement import recency
from reportqa.searching.scope import Scope
from reportqa.types import Report
from toys import REPORTS, ToyEncoder


def _legs(index: Index, question: str) -> tuple[list[float], list[float]]:
    """Every chunk's cosine and BM25 score, in order of the chunks."""
    encoder = ToyEncoder()
    texts = [embedded_texts(index.report(chunk.report_id), chunk) for chunk in index.chunks]
    query = encoder.encode([normalise(question)], "query")[0]
    dense = embed_chunks(encoder, texts) @ query
    return dense.tolist(), index.keywords.scores(question).tolist()


def _recency(index: Index) -> NDArray[np.float32]:
    """What a question that names no year adds to the chunks of the latest reports."""
    bonus = recency(index.reports)
    return np.array([bonus[chunk.report_id] for chunk in index.chunks], np.float32)


def test_the_latest_report_of_a_place_gains_the_most() -> None:
    reports = [
        Report(f"{place}{year}", "", None, year, "", "", "", (), place=place)
        for place, year in (("甲", 2018), ("甲", 2019), ("甲", 2020), ("乙", 2001), ("乙", None))
    ]
    bonus = {"甲2018": 0, "甲2019": 0.3, "甲2020": 0.6, "乙2001": 0, "乙None": 0}
    assert recency(reports) == bonus


def test_scores_are_those_of_the_two_legs_and_their_weighted_z_scores(toy_index: Index) -> None:
    question = "受理行政复議案件多少件？"
    dense, keyword = (np.array(leg, np.float32) for leg in _legs(toy_index, question))
    fused = 0.5 * z_scores(dense) + 0.5 * z_scores(keyword) + _recency(toy_index)
    hits = search(toy_index, question, 100)
    assert {hit.chunk for hit in hits} == set(toy_index.chunks)
    for hit in hits:
        at = toy_index.chunks.index(hit.chunk)
        assert hit.scores.dense == pytest.approx(dense[at], abs=1e-5)
        assert hit.scores.keyword == pytest.approx(keyword[at], abs=1e-5)
        assert hit.scores.fused == pytest.approx(fused[at], abs=1e-3)
    order = [hit.scores.fused for hit in hits]
    assert order == sorted(order, reverse=True)
    best = hits[0].chunk
    assert "行政复议案件128件" in toy_index.report(best.report_id).text[best.start : best.end]


def test_where_a_year_is_named_agreement_counts_and_no_report_gains_by_being_the_latest(
    toy_index: Index,
) -> None:
    question = "受理行政复议案件多少件？"
    dense, keyword = (np.array(leg, np.float32) for leg in _legs(toy_index, question))
    fused = 0.5 * z_scores(dense) + 0.5 * z_scores(keyword)
    hits = search(toy_index, question, 100, Scope(years=(2021,)))
    assert {hit.agreement.year for hit in hits} >= {1.0, -1.0}
    for hit in hits:
        at = toy_index.chunks.index(hit.chunk)
        assert hit.scores.fused == pytest.approx(fused[at] + hit.agreement.total(), abs=1e-3)


def test_the_one_place_asked_about_is_not_searched_for(toy_index: Index) -> None:
    asked, rest = "云溪市的行政复议案件受理了多少件？", "行政复议案件受理了多少件？"
    place = Scope(places=("云溪市",))
    hits = search(toy_index, asked, 100, place)
    assert hits == search(toy_index, rest, 100, place)
    dense, keyword = _legs(toy_index, rest)
    assert sorted(hit.scores.dense for hit in hits) == pytest.approx(sorted(dense), abs=1e-5)
    assert sorted(hit.scores.keyword for hit in hits) == pytest.approx(sorted(keyword), abs=1e-5)
    # Of several places each may be what the passage is to tell of; and who names one alone has
    # nothing else to be searched for.
    two = Scope(places=("云溪市", "云岭市"))
    assert search(toy_index, asked, 100, two) != search(toy_index, rest, 100, two)
    assert search(toy_index, "云溪市", 5, place)


def test_a_question_without_chinese_ignores_the_keyword_leg(toy_index: Index) -> None:
    question = "How many base stations 1,206?"
    dense, keyword = _legs(toy_index, question)
    assert max(keyword) > 0
    hits = search(toy_index, question, 100)
    fused = z_scores(np.array(dense, np.float32)) + _recency(toy_index)
    expected = sorted(fused.tolist(), reverse=True)
    assert [hit.scores.fused for hit in hits] == pytest.approx(expected, abs=1e-3)


def test_the_weight_of_the_keyword_leg_is_a_setting(report_folder: Path, tmp_path: Path) -> None:
    question = "数据集团由谁组建"
    for weight in (0.0, 1.0):
        encoder = ToyEncoder()
        folder = tmp_path / str(weight)
        build([report_folder], folder, encoder=encoder, settings=Settings(keyword_weight=weight))
        index = Index.load(folder, encoder=encoder)
        leg = np.array(_legs(index, question)[int(weight)], np.float32)
        expected = sorted((z_scores(leg) + _recency(index)).tolist(), reverse=True)
        found = [hit.scores.fused for hit in search(index, question, 100)]
        assert found == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("top_k", [0, 1, 3, 10, 1000])
def test_there_are_as_many_hits_as_asked_for_or_as_there_are(toy_index: Index, top_k: int) -> None:
    hits = search(toy_index, "法治宣传", top_k)
    assert len(hits) == min(top_k, len(toy_index.chunks))
    assert hits == search(toy_index, "法治宣传", 1000)[:top_k]


@pytest.mark.parametrize(
    "question", ["2021年全年受理行政复议案件多少件？", "办结率", "2019年引进企业多少家？"]
)
def test_the_best_few_are_the_first_of_all(toy_index: Index, question: str) -> None:
    every = search(toy_index, question, len(toy_index.chunks))
    assert [search(toy_index, question, k) for k in range(1, 6)] == [every[:k] for k in range(1, 6)]


def test_an_index_of_one_chunk_can_be_searched(tmp_path: Path, toy_encoder: ToyEncoder) -> None:
    (tmp_path / "a.txt").write_text("河道巡查记录。", encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "index", encoder=toy_encoder)
    index = Index.load(tmp_path / "index", encoder=toy_encoder)
    (hit,) = search(index, "河道", 5)
    assert (hit.chunk.start, hit.chunk.end, hit.scores.fused) == (0, 7, 0.0)


@pytest.mark.parametrize(
    "question",
    [
        "受理行政复议案件多少件",
        "受理行政復議案件多少件",
        "受 理 行政复议 案件\u3000多少件",
        "受理行政复议案件多少件\u200b",
    ],
)
def test_how_a_question_is_typed_does_not_matter(toy_index: Index, question: str) -> None:
    assert search(toy_index, question, 5) == search(toy_index, "受理行政复议案件多少件", 5)


def test_a_passage_is_a_slice_of_its_report(toy_index: Index) -> None:
    for rank, hit in enumerate(search(toy_index, "水位多少米", 100), 1):
        shown = passage(toy_index, hit, rank)
        text = REPORTS[shown.citation.source]
        assert shown.rank == rank
        assert shown.scores == hit.scores
        assert (shown.citation.start, shown.citation.end) == (hit.chunk.start, hit.chunk.end)
        assert shown.text == text[hit.chunk.start : hit.chunk.end] != ""


def test_z_scores_have_mean_0_and_deviation_1() -> None:
    assert z_scores(np.array([1, 3], np.float32)).tolist() == [-1, 1]
    assert z_scores(np.array([2, 2, 2], np.float32)).tolist() == [0, 0, 0]
    assert z_scores(np.array([5], np.float32)).tolist() == [0]
