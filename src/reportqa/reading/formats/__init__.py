"""The formats that can be read.

A format is a module here with one function, `extract`, from a file's bytes and the name that its
errors call it by to `Extracted`. It is imported when the first file of the format is met. To add
one, write the module and name it in `_MODULES`.
"""

from importlib import import_module
from pathlib import Path
from typing import Final, Literal, Protocol, cast

from reportqa.errors import ReadError
from reportqa.reading.extracted import Extracted, checked

_MODULES = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
    ".webp": "image",
}

SUFFIXES = tuple(_MODULES)
"""The endings of file names, in lower case, that can be read."""

Mend = Literal["unpack", "docx", "pdf"]
"""What makes a file readable: to unpack it, or to save it as another format."""

MENDS: Final[dict[Mend, tuple[str, ...]]] = {
    "unpack": (".zip", ".rar", ".7z"),
    "docx": (".doc", ".wps", ".rtf"),
    "pdf": (".ofd", ".xls", ".xlsx", ".et", ".ppt", ".pptx"),
}
"""The endings of files that people have, and that can be read once they are mended."""

_TOLD: Final[dict[Mend, str]] = {
    "unpack": "是压缩包，不能直接读取。请先解压，再加入里面的文件。",
    "docx": "不支持这种文件。请用 Word 或 WPS 另存为 .docx 后再试。",
    "pdf": "不支持这种文件。请另存或导出为 PDF 后再试。",
}


class _Format(Protocol):
    def extract(self, data: bytes, name: str) -> Extracted: ...


def why_not(path: Path) -> str | None:
    """What to tell of a file that can be read only once it is mended; None for every other."""
    suffix = path.suffix.lower()
    return next((_TOLD[mend] for mend, endings in MENDS.items() if suffix in endings), None)


def extract(data: bytes, suffix: str, name: str) -> Extracted:
    """The text of a file whose name ends in `suffix`, one of `SUFFIXES`.

    Raises:
        ReadError: The file is empty, broken, locked, too large or not of that format, or the
            format needs a package that is missing; the message calls the file `name`.
    """
    module = cast(_Format, import_module(f"{__name__}.{_MODULES[suffix]}"))
    try:
        return checked(module.extract(data, name), name)
    except ReadError:
        raise
    except Exception as error:
        # Parsers raise whatever they stumble over in a broken file, and one such file must not
        # keep a thousand good ones from being indexed.
        raise ReadError(
            f"{name}：文件已损坏，读不出来。请重新另存或下载后再试，或不收录它。"
        ) from error
