import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportqa.embedding.builtin import ensure_builtin
from reportqa.embedding.encoder import Kind
from reportqa.embedding.openvino_encoder import OpenVinoEncoder
from reportqa.embedding.question_map import QuestionMap
from reportqa.embedding.tuning import Engines
from reportqa.embedding.verification import known_texts, verify_ids, verify_vectors
from reportqa.errors import ModelError

# A cosine. Processors multiply in 8 bits by other kernels for other shapes.
_SAME = 0.9998
_TEXTS = [
    "全年共培训12.3万人次。",
    "行政执法公示、执法全过程记录、重大执法决定法制审核三项制度全面推行。" * 4,
    "法治",
    "In 2020 the city trained 12,300 officials.",
    "",
    "烏魯木齊市人民政府",
]


def test_ids_and_vectors_are_those_of_the_source_engine() -> None:
    plain = OpenVinoEncoder.from_folder(ensure_builtin(), "plain")
    for known in known_texts():
        assert tuple(plain.token_ids(known.text, known.kind)) == known.ids
        vector = plain.encode([known.text], known.kind)[0]
        assert float(vector @ known.vector) > 0.9993


def test_the_map_moves_questions_and_no_passages(builtin_encoder: OpenVinoEncoder) -> None:
    plain = OpenVinoEncoder.from_folder(ensure_builtin(), "plain")
    passages = builtin_encoder.encode(_TEXTS, "passage")
    assert np.array_equal(passages, plain.encode(_TEXTS, "passage"))
    moved = QuestionMap.load()(plain.encode(_TEXTS, "query"))
    assert np.array_equal(builtin_encoder.encode(_TEXTS, "query"), moved)
    assert builtin_encoder.encode([], "query").shape == (0, 384)


def test_another_model_does_not_pass_for_this_one() -> None:
    with pytest.raises(ModelError, match="分词与原引擎不符"):
        verify_ids("模型", lambda _text, _kind: [0, 2])
    for wrong in (np.nan, 0.0, 384**-0.5):
        with pytest.raises(ModelError, match="余弦"):
            verify_vectors("模型", lambda _: np.full(384, wrong, np.float32))  # noqa: B023


def test_no_texts_give_no_rows(builtin_encoder: OpenVinoEncoder) -> None:
    vectors = builtin_encoder.encode([], "passage")
    assert vectors.shape == (0, 384)
    assert vectors.dtype == np.float32


@pytest.mark.parametrize("kind", ["query", "passage"])
def test_rows_are_unit_vectors_and_the_same_each_time(
    builtin_encoder: OpenVinoEncoder, kind: Kind
) -> None:
    vectors = builtin_encoder.encode(_TEXTS, kind)
    assert vectors.shape == (len(_TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(_TEXTS)), abs=1e-5)
    assert np.array_equal(vectors, builtin_encoder.encode(_TEXTS, kind))


def test_a_question_is_not_embedded_as_a_passage(builtin_encoder: OpenVinoEncoder) -> None:
    query, passage = (builtin_encoder.encode(["法治"], kind)[0] for kind in ("query", "passage"))
    assert float(query @ passage) < 0.99


@given(order=st.permutations(range(len(_TEXTS))), size=st.integers(1, len(_TEXTS)))
@settings(max_examples=12, deadline=None)
def test_a_vector_does_not_depend_on_company_or_place(
    builtin_encoder: OpenVinoEncoder, order: list[int], size: int
) -> None:
    chosen = order[:size]
    together = builtin_encoder.encode([_TEXTS[i] for i in chosen], "passage")
    for row, i in zip(together, chosen, strict=True):
        assert row @ builtin_encoder.encode([_TEXTS[i]], "passage")[0] > _SAME


def test_many_texts_get_the_vectors_that_few_get(builtin_encoder: OpenVinoEncoder) -> None:
    texts = [f"{_TEXTS[number % len(_TEXTS)]}第{number}项" for number in range(600)]
    many = builtin_encoder.encode(texts, "passage")
    assert np.array_equal(many, builtin_encoder.encode(texts, "passage"))
    for number in (0, 1, 2, 311, 599):
        alone = builtin_encoder.encode([texts[number]], "passage")[0]
        assert many[number] @ alone > _SAME


def test_many_that_are_expected_find_the_engine_made(
    builtin_encoder: OpenVinoEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    make = Engines.most

    def counted(engines: Engines) -> tuple[Any, int]:
        made.append(1)
        return make(engines)

    monkeypatch.setattr(Engines, "most", counted)
    texts = [f"{_TEXTS[number % len(_TEXTS)]}第{number}款" for number in range(300)]
    unexpected = builtin_encoder.encode(texts, "passage")
    assert len(made) == 1
    with builtin_encoder.expecting_many() as engine:
        for already in (2, 3):  # let go of after each
            assert np.array_equal(builtin_encoder.encode(texts, "passage"), unexpected)
            assert len(made) == already
        assert engine.made() is engine.made()
    assert len(made) == 4
    builtin_encoder.encode(texts, "passage")
    assert len(made) == 5


def test_many_texts_at_once_in_two_threads_let_go_of_nothing_of_each_other(
    builtin_encoder: OpenVinoEncoder,
) -> None:
    texts = [f"{_TEXTS[number % len(_TEXTS)]}第{number}款" for number in range(260)]
    with ThreadPoolExecutor(3) as threads:
        made = list(threads.map(lambda _: builtin_encoder.encode(texts, "passage"), range(3)))
    assert all(np.array_equal(one, made[0]) for one in made)


def test_an_engine_that_one_thread_expects_is_none_of_anothers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tokenizer = SimpleNamespace(prepare_for_many=lambda: None)
    engines = SimpleNamespace(most=lambda: (object(), 1))
    encoder = OpenVinoEncoder("x", tokenizer, np.zeros((1, 2), np.float16), engines)  # type: ignore[arg-type]
    used: list[object] = []
    monkeypatch.setattr(
        "reportqa.embedding.openvino_encoder.embed_many",
        lambda ready, *_: used.append(ready()[0]),
    )
    with encoder.expecting_many() as expected, ThreadPoolExecutor(1) as another:
        engine, _ = expected.made()
        another.submit(encoder.encode, ["法治"] * 300, "passage").result()
        assert expected.made()[0] is engine
        encoder.encode(["法治"] * 300, "passage")
    assert [one is engine for one in used] == [False, True]


@pytest.mark.parametrize(
    "text",
    ["\0", "a\0b", "\x01\x1f\x7f", " \t\n", "\ud800", "😀" * 50, "政" * 200_000, "<s></s><mask>"],
    ids=ascii,
)
def test_any_text_gets_a_vector(builtin_encoder: OpenVinoEncoder, text: str) -> None:
    vector = builtin_encoder.encode([text], "query")[0]
    assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-5)


def test_progress_counts_every_text_once(builtin_encoder: OpenVinoEncoder) -> None:
    for times in (20, 100):
        done: list[int] = []
        texts = [f"{text}{number}" for text in _TEXTS for number in range(times)]
        builtin_encoder.encode(texts, "passage", done.append)
        assert sum(done) == len(texts)
        assert len(done) > 1
    done.clear()
    builtin_encoder.encode(_TEXTS * 2, "passage", done.append)
    assert sum(done) == len(_TEXTS) * 2


def test_an_interrupt_passes_between_batches(builtin_encoder: OpenVinoEncoder) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    for times in (1, 100):
        texts = [f"{text}中断{number}" for text in _TEXTS for number in range(times)]
        with pytest.raises(KeyboardInterrupt):
            builtin_encoder.encode(texts, "passage", interrupt)
    assert builtin_encoder.encode(_TEXTS, "query").shape == (len(_TEXTS), 384)


def test_several_threads_may_ask_at_once(builtin_encoder: OpenVinoEncoder) -> None:
    alone = [builtin_encoder.encode([text], "query")[0] for text in _TEXTS]
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(lambda text: builtin_encoder.encode([text], "query"), _TEXTS * 8))
    for i, vectors in enumerate(asked):
        assert np.array_equal(vectors[0], alone[i % len(_TEXTS)])


def test_a_damaged_folder_is_a_clear_error(
    builtin_encoder: OpenVinoEncoder, tmp_path: Path
) -> None:
    for name in ("model.safetensors", "openvino/layers.safetensors", "openvino/pieces.txt"):
        with pytest.raises(ModelError, match="内置模型读不出来") as raised:
            OpenVinoEncoder.from_folder(tmp_path, "x")
        assert "\n" not in str(raised.value)
        (tmp_path / name).parent.mkdir(exist_ok=True)
        whole = ensure_builtin() / name
        (tmp_path / name).symlink_to(whole)
    with pytest.raises(ModelError, match=r"scores\.npy（没有这个文件）；请删除文件夹"):
        OpenVinoEncoder.from_folder(tmp_path, "x")


_NAME = "embeddings.position_embeddings.weight"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff" * 64,
        (2**40).to_bytes(8, "little") + b"{}",
        (2**62).to_bytes(8, "little") + b"{}",
        *(
            len(header).to_bytes(8, "little") + header.encode() + bytes(64)
            for header in (
                "[]",
                "[" * 100_000,
                f'{{"{_NAME}": []}}',
                f'{{"{_NAME}": {{"dtype": "F16", "data_offsets": [], "shape": [2]}}}}',
                f'{{"{_NAME}": {{"dtype": [], "data_offsets": [0, 4], "shape": [2]}}}}',
                f'{{"{_NAME}": {{"dtype": "F16", "data_offsets": ["0"], "shape": [2]}}}}',
                f'{{"{_NAME}": {{"dtype": "F16", "data_offsets": [0], "shape": 2}}}}',
                f'{{"{_NAME}": {{"dtype": "F16", "data_offsets": [0], "shape": [-2]}}}}',
                f'{{"{_NAME}": {{"dtype": "F16", "data_offsets": [0], "shape": [{10**30}]}}}}',
                f'{{"{_NAME}": {{"dtype": "F16", "data_offsets": [{10**30}], "shape": [2]}}}}',
            )
        ),
    ],
    ids=lambda data: ascii(data[:90]),
)
def test_a_damaged_header_is_a_clear_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "model.safetensors").write_bytes(data)
    with pytest.raises(ModelError, match="内置模型读不出来") as raised:
        OpenVinoEncoder.from_folder(tmp_path, "x")
    assert "\n" not in str(raised.value)


def test_damaged_layers_are_a_clear_error_when_they_are_needed(
    builtin_encoder: OpenVinoEncoder, tmp_path: Path
) -> None:
    shutil.copytree(ensure_builtin() / "openvino", tmp_path / "openvino")
    (tmp_path / "model.safetensors").symlink_to(ensure_builtin() / "model.safetensors")
    (tmp_path / "openvino" / "layers.safetensors").write_bytes(b"no tensors")
    encoder = OpenVinoEncoder.from_folder(tmp_path, "x")
    with pytest.raises(ModelError, match=r"layers\.safetensors"):
        encoder.encode(["法治"], "query")
