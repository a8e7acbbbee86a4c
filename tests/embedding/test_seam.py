import subprocess
import sys

import numpy as np
import pytest

import reportqa.embedding
from reportqa.embedding import Encoder, load_encoder, model_folder
from reportqa.embedding.encoder import batches_by_length
from reportqa.embedding.openvino_encoder import OpenVinoEncoder


def test_every_exported_name_exists() -> None:
    assert all(hasattr(reportqa.embedding, name) for name in reportqa.embedding.__all__)


@pytest.mark.parametrize("name", [None, "builtin"])
def test_the_builtin_model_is_the_default(
    builtin_encoder: OpenVinoEncoder, name: str | None
) -> None:
    stages: list[str] = []
    encoder: Encoder = load_encoder(name, notify=lambda stage, _: stages.append(stage))
    assert (encoder.identity, encoder.dimension) == (builtin_encoder.identity, 384)
    assert encoder.identity == "multilingual-e5-small@1571fc982750"
    assert stages == []


def test_asking_imports_no_training_library_and_stays_small(
    builtin_encoder: OpenVinoEncoder,
) -> None:
    asked = subprocess.run(
        [sys.executable, "-W", "error", "-c", _ASK], capture_output=True, text=True, check=True
    )
    loaded, size, peak_kb = asked.stdout.split()
    assert (loaded, size) == ("none", "384")
    # Without a peak (no /proc), 0 is reported.
    assert int(peak_kb) < 350_000


_ASK = """
import sys
from pathlib import Path
from reportqa.embedding import load_encoder
heavy = {"torch", "transformers", "sentence_transformers", "tokenizers", "faiss", "gradio"}
vector = load_encoder().encode(["全年共培训多少人次？"], "query")[0]
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peak = next((line.split()[1] for line in lines if line.startswith("VmHWM")), "0")
print(",".join(heavy & set(sys.modules)) or "none", len(vector), peak)
"""


def test_importing_the_package_imports_nothing_heavy() -> None:
    script = "import sys, reportqa.embedding; print('numpy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_the_checkpoint_is_a_sentence_transformers_model() -> None:
    folder = model_folder()
    encoder = load_encoder(str(folder))
    # The map of questions is no part of the checkpoint.
    plain = OpenVinoEncoder.from_folder(folder, "plain")
    texts = ["全年共培训12.3万人次。", "烏魯木齊", "", "Ａ级 ３０～４０％"]
    for kind in ("query", "passage"):
        cosines = (encoder.encode(texts, kind) * plain.encode(texts, kind)).sum(1)
        assert cosines.min() > 0.999
    assert np.allclose(np.linalg.norm(encoder.encode(texts, "query"), axis=1), 1, atol=1e-5)


def test_batches_hold_similar_lengths_within_the_budget() -> None:
    assert list(batches_by_length([5, 1, 9, 2, 30, 5], 10)) == [[1, 3], [0, 5], [2], [4]]
    assert list(batches_by_length([], 10)) == []
