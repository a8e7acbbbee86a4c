"""Folders by the names that users give them: to `--model`, and in the environment."""

from pathlib import Path


def folder_named(name: str) -> Path | None:
    """The folder that a name stands for, ~ for the user's own; None where there can be none.

    So it is with ~somebody who has no home here, and with what is too long for a name.
    """
    try:
        folder = Path(name).expanduser()
        folder.exists()
    except (OSError, RuntimeError, ValueError):
        return None
    return folder
