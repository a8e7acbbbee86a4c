import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from reportqa.embedding import load_encoder
from reportqa.errors import ModelError

_TEXTS = ["法治 政府", "执法", "", "政府 执法 公开 " * 40, "\0\ud800", "unknown words"]


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT of 8 units and 6 words, as sentence-transformers saves it."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    base = tmp_path_factory.mktemp("base")
    words = ["[PAD]", "[UNK]", "法治", "政府", "执法", "公开"]
    splitter = Tokenizer(models.WordLevel(dict(zip(words, range(6), strict=True)), "[UNK]"))
    splitter.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=splitter, pad_token="[PAD]", unk_token="[UNK]"
    ).save_pretrained(base)
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=6,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        max_position_embeddings=32,
        initializer_range=0.5,
    )
    BertModel(config).save_pretrained(base)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    modules = [Transformer(str(base)), Pooling(8)]
    SentenceTransformer(modules=modules).save_pretrained(str(folder), create_model_card=False)
    return folder


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a model was looked for on the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_a_path_gives_unit_vectors_in_order(tiny_model: Path) -> None:
    encoder = load_encoder(str(tiny_model))
    done: list[int] = []
    vectors = encoder.encode(_TEXTS, "passage", done.append)
    assert vectors.shape == (len(_TEXTS), encoder.dimension) == (6, 8)
    assert vectors.dtype == np.float32
    assert sum(done) == len(_TEXTS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for row, text in zip(vectors, _TEXTS, strict=True):
        assert np.allclose(row, encoder.encode([text], "passage")[0], atol=1e-5)
    assert encoder.encode([], "query").shape == (0, 8)


def test_without_prompts_a_question_is_embedded_as_it_is(tiny_model: Path) -> None:
    encoder = load_encoder(str(tiny_model))
    assert np.allclose(encoder.encode(["法治"], "query"), encoder.encode(["法治"], "passage"))


def test_the_name_e5_brings_the_e5_prompts(tiny_model: Path, tmp_path: Path) -> None:
    named = shutil.copytree(tiny_model, tmp_path / "tiny-e5-zh")
    plain = load_encoder(str(tiny_model))
    encoder = load_encoder(str(named))
    for kind in ("query", "passage"):
        expected = plain.encode([f"{kind}: 法治"], "query")
        assert np.allclose(encoder.encode(["法治"], kind), expected, atol=1e-5)


@pytest.mark.parametrize("passage_key", ["passage", "document"])
def test_the_models_own_prompts_come_first(
    tiny_model: Path, tmp_path: Path, passage_key: str
) -> None:
    folder = shutil.copytree(tiny_model, tmp_path / "own-e5")
    settings = folder / "config_sentence_transformers.json"
    prompts = f'{{"query": "政府 ", "{passage_key}": "执法 "}}'
    settings.write_text(f'{{"prompts": {prompts}}}', "utf-8")
    plain, encoder = load_encoder(str(tiny_model)), load_encoder(str(folder))
    for kind, prompt in (("query", "政府"), ("passage", "执法")):
        expected = plain.encode([f"{prompt} 法治"], "query")
        assert np.allclose(encoder.encode(["法治"], kind), expected, atol=1e-5)  # type: ignore[arg-type]


def test_a_changed_model_has_another_identity(tiny_model: Path, tmp_path: Path) -> None:
    before = load_encoder(str(tiny_model)).identity
    assert before.startswith("tiny@")
    copied = shutil.copytree(tiny_model, tmp_path / "tiny")
    assert load_encoder(str(copied)).identity == before
    weights = copied / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    assert load_encoder(str(copied)).identity != before


def test_a_name_is_found_in_the_local_cache(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    repository = tmp_path / "models--somebody--tiny"
    shutil.copytree(tiny_model, repository / "snapshots" / commit)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit, "utf-8")
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    encoder = load_encoder("somebody/tiny")
    assert encoder.identity == load_encoder(str(tiny_model)).identity.replace(
        "tiny@", "somebody/tiny@"
    )


_UNKNOWN = ["somebody/none-such", "none-such", "./no/such/folder", "a b", "", "~no-such-user/m"]


@pytest.mark.parametrize("name", [*_UNKNOWN, "m" * 300, "m/" * 5000])
def test_an_unknown_name_is_a_clear_error(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match="嵌入模型") as raised:
        load_encoder(name)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("content", [None, "{", '{"model_type": "none-such"}'])
def test_a_folder_that_is_no_model_is_a_clear_error(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "config.json").write_text(content, "utf-8")
    with pytest.raises(ModelError, match="载入失败") as raised:
        load_encoder(str(tmp_path))
    assert "\n" not in str(raised.value)


def test_what_holds_no_model_is_told_of_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", "utf-8")
    for path, problem in (
        (tmp_path, "里面没有 modules.json，也没有 config.json"),
        (tmp_path / "a.txt", "不是文件夹"),
    ):
        with pytest.raises(ModelError) as raised:
            load_encoder(str(path))
        assert str(raised.value).startswith(f"嵌入模型 {path} 载入失败（{problem}）；应是完整的")


def test_threads_take_turns(tiny_model: Path) -> None:
    encoder = load_encoder(str(tiny_model))
    alone = [encoder.encode([text], "query") for text in _TEXTS]
    with ThreadPoolExecutor(4) as pool:
        asked = list(pool.map(lambda text: encoder.encode([text], "query"), _TEXTS * 4))
    for i, vectors in enumerate(asked):
        assert np.allclose(vectors, alone[i % len(_TEXTS)], atol=1e-5)
