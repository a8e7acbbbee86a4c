"""Put a file in its place whole or not at all."""

from pathlib import Path


def put(file: Path, content: bytes) -> None:
    """Write a file beside its place and move it there.

    What is written beside it has the same name whoever writes, so that one killed half way leaves
    nothing that stays; where two write at once, readers must be able to tell.

    Raises:
        OSError: it cannot be written; nothing half-written is left, above all on a full disk.
    """
    partial = file.with_name(f".{file.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(file)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
