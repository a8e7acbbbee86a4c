"""Pictures of pages to pieces of text, by RapidOCR, which brings its models along."""

import math
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from statistics import median
from threading import Lock
from typing import Any

from reportqa.reading.layout.printed import Piece, is_wide

INSTALL = "请先在仓库目录里运行 pip install -c constraints.txt '.[ocr]'，再重新构建"

_ENGINE = Lock()
"""The engine keeps state between its steps, so that one page is recognised at a time."""

_MOST_ASKEW = math.radians(15)
_SAME_SIZE = 0.25
_LATIN_WIDTH = 0.55  # ems
_ENOUGH_EMS = 6
_TYPE_SHARE_OF_BOX = 0.8


def can_recognise() -> bool:
    """Whether the packages of the extra `ocr` are there."""
    return find_spec("rapidocr") is not None


def recognise(image: Any) -> list[Piece]:
    """The words in an image of shape (height, width, 3), uint8 in BGR, with their places.

    Positions are in pixels, as if a page that was scanned askew had been straight.
    """
    with _ENGINE:
        found = _engine()(image)
    if found.boxes is None or found.txts is None:
        return []
    return placed([(text, box.tolist()) for text, box in zip(found.txts, found.boxes, strict=True)])


def placed(found: Sequence[tuple[str, Sequence[Sequence[float]]]]) -> list[Piece]:
    """The pieces for recognised words and the four corners, clockwise from the top left, of each.

    The size of type is told by how wide its characters run, as boxes differ in height from line
    to line; sizes that are nearly the page's usual one are taken for it.
    """
    angles = [math.atan2(b[1] - a[1], b[0] - a[0]) for text, (a, b, _, _) in found if len(text) > 4]
    angle = median(angles) if angles else 0.0
    turn = (math.cos(angle), math.sin(angle)) if abs(angle) < _MOST_ASKEW else (1.0, 0.0)
    boxes = [(text, [_turned(x, y, turn) for x, y in corners]) for text, corners in found]
    sizes = [_size(text, corners) for text, corners in boxes]
    usual = median(sizes) if sizes else 1.0
    pieces = []
    for (text, corners), size in zip(boxes, sizes, strict=True):
        xs = [x for x, _ in corners]
        base = max(y for _, y in corners)
        near = abs(size - usual) <= _SAME_SIZE * usual
        pieces.append(Piece(text, min(xs), max(xs), base, usual if near else size))
    return pieces


def _turned(x: float, y: float, turn: tuple[float, float]) -> tuple[float, float]:
    cosine, sine = turn
    return x * cosine + y * sine, y * cosine - x * sine


def _size(text: str, corners: Sequence[tuple[float, float]]) -> float:
    (left, top), _, (right, bottom), _ = corners
    ems = sum(1.0 if is_wide(character) else _LATIN_WIDTH for character in text)
    return (right - left) / ems if ems >= _ENOUGH_EMS else (bottom - top) * _TYPE_SHARE_OF_BOX


@cache
def _engine() -> Any:
    from rapidocr import EngineType, RapidOCR

    parts = ("Det", "Cls", "Rec")
    return RapidOCR(
        params={
            "Global.log_level": "error",
            **{f"{part}.engine_type": EngineType.OPENVINO for part in parts},
        }
    )
