"""What is embedded: each title once, every chunk's own words, and the two together.

And what is counted beside it.
"""

from pathlib import Path
from threading import Event

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.chunking import chunk_report
from reportqa.index import searched
from reportqa.index.keywords import Postings
from reportqa.index.searched import TITLE_WEIGHT, counted_beside, embed_chunks, searched_text
from reportqa.reading import find_files, read_report
from reportqa.types import Chunk, Report
from toys import ToyEncoder, write_reports

_WORD = st.text("甲乙丙丁戊己2019年", min_size=1, max_size=8)


@given(st.lists(st.tuples(st.sampled_from(["甲市", "乙县2019年", ""]), _WORD), max_size=12))
def test_a_vector_is_that_of_the_words_and_a_little_of_the_title(
    texts: list[tuple[str, str]],
) -> None:
    encoder = ToyEncoder()
    told: list[int] = []
    vectors = embed_chunks(encoder, texts, told.append)
    assert vectors.shape == (len(texts), encoder.dimension)
    assert vectors.dtype == np.float32
    titles = list(dict.fromkeys(title for title, _ in texts))
    assert encoder.passages == [*titles, *(words for _, words in texts)]
    assert sum(told) == len(texts)
    assert all(more > 0 for more in told)
    for vector, (title, words) in zip(vectors, texts, strict=True):
        one, other = encoder.encode([words, title], "passage")
        both = one + TITLE_WEIGHT * other
        assert vector == pytest.approx(both / np.linalg.norm(both), abs=1e-6)


@pytest.fixture
def reports(tmp_path: Path) -> list[Report]:
    return [read_report(file) for file in find_files([write_reports(tmp_path)])]


def _chunks(reports: list[Report]) -> list[list[Chunk]]:
    return [chunk_report(report, 40) for report in reports]


def test_what_is_counted_beside_is_what_is_counted_alone(reports: list[Report]) -> None:
    chunks = _chunks(reports)
    texts = [
        searched_text(report, chunk)
        for report, own in zip(reports, chunks, strict=True)
        for chunk in own
    ]
    told: list[int] = []
    with counted_beside(reports, chunks) as counting:
        postings = counting(told.append)
    assert postings.is_same_as(Postings.build(texts))
    assert sum(told) == len(texts) > 1


def test_an_error_in_between_stops_the_counting(
    reports: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    chunks = [[_chunks(reports)[0][0]] * 5000]
    counted = []
    stopping = Event()

    def slowly(report: Report, chunk: Chunk) -> str:
        counted.append(chunk)
        stopping.wait(0.01)
        return searched_text(report, chunk)

    monkeypatch.setattr(searched, "searched_text", slowly)
    with pytest.raises(KeyboardInterrupt), counted_beside(reports[:1], chunks):
        raise KeyboardInterrupt
    assert len(counted) < len(chunks[0])
