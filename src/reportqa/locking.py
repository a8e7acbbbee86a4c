"""One process at a time, by a lock file."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path


def held(path: Path, waiting: Callable[[], None] | None = None) -> AbstractContextManager[object]:
    """The lock of this file, taken, to be let go of by leaving a `with`.

    `waiting` is called once if another process or thread has it.

    Raises:
        OSError: The file cannot be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    try:
        return lock.acquire(timeout=0)
    except Timeout:
        if waiting:
            waiting()
        return lock.acquire()
