"""The chunks that the peers get: 200 characters, cut as LangChain's users cut Chinese."""

from collections.abc import Sequence
from pathlib import Path

_SIZE_CHARACTERS = 200
_SEPARATORS = ["\n\n", "\n", "。", "；", "，", ""]


def chunks_of(files: Sequence[Path]) -> list[str]:
    """The chunks of these files, in order."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=_SIZE_CHARACTERS, chunk_overlap=0, separators=_SEPARATORS, keep_separator="end"
    )
    return [chunk for file in files for chunk in splitter.split_text(file.read_text("utf-8-sig"))]
