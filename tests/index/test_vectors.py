"""The dense leg: in 8 bits and looked at twice it finds what an exact search finds."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from reportqa.index.vectors import (
    Codes,
    Vectors,
    read_codes,
    read_faiss,
    write_codes,
    write_exact,
)

_SIZES = (700, 300)


def _unit(rng: np.random.Generator, count: int, width: int) -> NDArray[np.float32]:
    """As crowded as vectors of sentences are: all lean one way."""
    vectors = rng.standard_normal((count, width)).astype(np.float32)
    vectors[:, 0] += np.sqrt(width)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / lengths, np.float32)


def _stored(folder: Path, parts: list[NDArray[np.float32]]) -> tuple[Vectors, Vectors]:
    """The vectors with codes and without."""
    exact, codes = [], []
    for number, part in enumerate(parts):
        own = folder / str(number)
        own.mkdir()
        write_exact(own / "exact.faiss", part)
        write_codes(own, part)
        exact.append(read_faiss(own / "exact.faiss"))
        codes.append(read_codes(own))
    return Vectors(exact, codes), Vectors(exact, [None] * len(exact))


@pytest.mark.parametrize("width", [384, 50])
@pytest.mark.parametrize("share", [1.0, 0.5, 0.003])
def test_codes_find_what_an_exact_search_finds(tmp_path: Path, width: int, share: float) -> None:
    rng = np.random.default_rng(5)
    # The second part has a range of its own, so that codes of one are no codes of the other.
    parts = [_unit(rng, size, width) for size in _SIZES]
    parts[1][0] = -parts[1][0]
    coded, exact = _stored(tmp_path, parts)
    admitted = rng.random(sum(_SIZES)) < share
    for query in _unit(rng, 20, width):
        found = coded.nearest(query, 10, admitted).tolist()
        assert found == exact.nearest(query, 10, admitted).tolist()
        assert len(found) == min(10, int(admitted.sum()))
        assert admitted[found].all()


def test_codes_tell_about_the_inner_products(tmp_path: Path) -> None:
    rng = np.random.default_rng(6)
    part = _unit(rng, 500, 64)
    write_codes(tmp_path, part)
    codes = read_codes(tmp_path)
    queries = _unit(rng, 5, 64)
    products, rows = codes.search(queries, 500)
    for query, told, at in zip(queries, products, rows, strict=True):
        assert sorted(at.tolist()) == list(range(500))
        # Of either vector every component is off by half a step at most.
        assert np.abs(told - part[at] @ query).max() < codes.step * 8
    assert codes.ntotal == 500


def test_a_query_beyond_the_range_of_what_is_stored_wraps_around_nowhere(tmp_path: Path) -> None:
    narrow = np.tile(np.float32(1 / 8), (40, 64))
    narrow[:, 0] += np.linspace(0, 0.05, 40, dtype=np.float32)
    write_codes(tmp_path, narrow)
    query = np.zeros((1, 64), np.float32)
    query[0, 0] = 1
    _, rows = read_codes(tmp_path).search(query, 3)
    assert rows[0].tolist() == [39, 38, 37]


def test_vectors_that_are_all_the_same_have_codes(tmp_path: Path) -> None:
    write_codes(tmp_path, np.full((3, 4), 0.5, np.float32))
    codes = read_codes(tmp_path)
    assert isinstance(codes, Codes)
    products, rows = codes.search(np.full((1, 4), 0.5, np.float32), 3)
    assert sorted(rows[0].tolist()) == [0, 1, 2]
    assert products[0].tolist() == [1, 1, 1]
