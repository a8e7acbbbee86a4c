"""The map of questions' vectors."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.embedding.builtin import ensure_builtin
from reportqa.embedding.openvino_encoder import OpenVinoEncoder
from reportqa.embedding.question_map import QuestionMap
from reportqa.errors import ModelError


def _map() -> QuestionMap:
    """What swaps the first two numbers, and adds to the third."""
    matrix = np.zeros((3, 3), np.float32)
    matrix[:2, :2] = [[-1, 1], [1, -1]]
    return QuestionMap(matrix, np.array([0, 0, 1], np.float32))


def test_a_vector_gets_what_the_matrix_and_the_bias_say_and_is_of_unit_length() -> None:
    moved = _map()(np.array([[0.6, 0.8, 0.0], [1.0, 0.0, 0.0]], np.float32))
    expected = np.array([[0.8, 0.6, 1.0], [0.0, 1.0, 1.0]]) / np.sqrt(2)
    assert moved == pytest.approx(expected)
    assert moved.dtype == np.float32


@given(st.integers(0, 4), st.integers(0, 2**32 - 1))
def test_what_is_kept_maps_as_before(rows: int, seed: int) -> None:
    numbers = np.random.default_rng(seed)
    shipped = QuestionMap.load()
    vectors = numbers.normal(size=(rows, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    moved = shipped(vectors)
    assert moved.shape == vectors.shape
    assert np.linalg.norm(moved, axis=1) == pytest.approx(np.ones(rows), abs=1e-5)


def test_a_map_is_written_and_read(tmp_path: Path) -> None:
    _map().save(tmp_path / "map.safetensors")
    read = QuestionMap.load(tmp_path / "map.safetensors")
    assert np.array_equal(read.matrix, _map().matrix)
    assert np.array_equal(read.bias, _map().bias)
    assert read.matrix.dtype == read.bias.dtype == np.float32


@pytest.mark.parametrize("content", [None, b"", b"no map", b"\x08\0\0\0\0\0\0\0{}      "])
def test_a_map_that_cannot_be_read_is_told_of(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "map.safetensors"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ModelError, match=r"问题的向量变换读不出来：.*map\.safetensors.*请重新安装"):
        QuestionMap.load(file)


def test_a_question_in_everyday_words_comes_nearer_to_the_passage_that_answers() -> None:
    plain = OpenVinoEncoder.from_folder(ensure_builtin(), "plain")
    answering, alike = plain.encode(
        [
            "投入财政资金3.2亿元，新改建农村公路410公里。",
            "公家单位的钱袋子管得更紧，修旧利废节约开支多少有数。",
        ],
        "passage",
    )
    asked = plain.encode(["公家的钱拿来给乡下修路花了多少"], "query")
    moved = QuestionMap.load()(asked)
    assert float(asked[0] @ answering) < float(asked[0] @ alike)
    assert float(moved[0] @ answering) > float(moved[0] @ alike)
