"""Pictures of pages, by recognition: one page for each picture in the file."""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from reportqa.errors import ReadError
from reportqa.reading.extracted import MAX_PAGES, Extracted
from reportqa.reading.layout.furniture import without_furniture
from reportqa.reading.layout.mending import mended
from reportqa.reading.layout.ordering import in_order
from reportqa.reading.layout.printed import Page
from reportqa.reading.recognising import INSTALL, can_recognise, recognise

_MOST_PIXELS = 60_000_000
_LONGEST_SIDE = 6000  # pixels; larger pictures are reduced to this, at no loss of legibility


def extract(data: bytes, name: str) -> Extracted:
    """The words in the pictures: see the module and `reportqa.reading.formats.extract`."""
    if not can_recognise():
        raise ReadError(f"{name}：是图片。{INSTALL}，即可识别图片里的文字。")
    pages = [
        Page(float(image.shape[0]), in_order(recognise(image))) for image in _images(data, name)
    ]
    extracted = mended(without_furniture(pages))
    if not extracted.text:
        raise ReadError(f"{name}：图片里没有认出文字。请换一张更清楚的图片。")
    return extracted


def _images(data: bytes, name: str) -> Iterator[Any]:
    """The file's pictures as arrays of shape (height, width, 3), uint8 in BGR."""
    import numpy as np
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Pillow's own limit warns, as it does of many an odd file; ours is below.
            warnings.simplefilter("ignore")
            file = Image.open(io.BytesIO(data))
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise ReadError(
            f"{name}：不是能识别的图片，或已损坏。请重新另存后再试，或不收录它。"
        ) from error
    with file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, frame in enumerate(ImageSequence.Iterator(file), 1):
            if number > MAX_PAGES or frame.width * frame.height > _MOST_PIXELS:
                raise ReadError(
                    f"{name}：图片太大（第 {number} 幅 {frame.width}×{frame.height} 像素）。"
                    f"上限是 {MAX_PAGES} 幅，每幅 {_MOST_PIXELS} 像素。请缩小或拆开后再试。"
                )
            upright = ImageOps.exif_transpose(frame)
            upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            yield np.ascontiguousarray(np.asarray(_on_white(upright))[:, :, ::-1])


def _on_white(image: Any) -> Any:
    """The picture in RGB, what is transparent in it shown as paper."""
    from PIL import Image

    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")
