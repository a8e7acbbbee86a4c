"""The settings an index is built with; they travel in its manifest."""

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from reportqa.errors import UsageError
from reportqa.reasons import reason_of

FILE = "reportqa.toml"

_BOUNDS: dict[str, tuple[float, float]] = {
    "chunk_size_characters": (50, 2000),
    "keyword_weight": (0.0, 1.0),
    "kept_generations": (1, 100),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How to cut, search and keep.

    `chunk_size_characters` (50 to 2000) and `keyword_weight` (0 to 1, the keyword leg's share
    in the fused score) were chosen on the development half of eval/urumqi-2020.jsonl and on
    CMRC 2018 and DRCD. `kept_generations` (1 to 100) counts the live index too.
    """

    chunk_size_characters: int = 200
    keyword_weight: float = 0.5
    kept_generations: int = 3

    def __post_init__(self) -> None:
        for name, (low, high) in _BOUNDS.items():
            value = getattr(self, name)
            whole = isinstance(high, int)
            if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
                expected = "整数" if whole else "数"
                raise UsageError(f"设置 {name} = {value!r}：应是{expected}。请改正后再试。")
            if not low <= value <= high:
                raise UsageError(
                    f"设置 {name} = {value}：应在 {low:g} 与 {high:g} 之间。请改正后再试。"
                )

    def to_dict(self) -> dict[str, Any]:
        """Plain values for a manifest."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Settings":
        """Read back `to_dict`'s values.

        Raises:
            UsageError: A key is unknown or a value out of bounds.
        """
        unknown = set(values) - {field.name for field in fields(cls)}
        if unknown:
            raise UsageError(f"未知的设置：{'、'.join(sorted(unknown))}。请删去后再试。")
        return cls(**values)

    @classmethod
    def load(cls, path: Path | None = None) -> "Settings":
        """Read a TOML file; without one named, reportqa.toml of the working folder, if any.

        Raises:
            UsageError: The file cannot be read, or a setting in it is unknown, of another kind
                or out of bounds.
        """
        file = path or Path(FILE)
        try:
            values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, RecursionError) as error:
            if path is None and isinstance(error, FileNotFoundError):
                return cls()
            raise UsageError(
                f"{file}：设置文件读不出来（{reason_of(error)}）。请检查路径，并写成 TOML 格式。"
            ) from error
        try:
            return cls.from_dict(values)
        except UsageError as error:
            raise UsageError(f"{file}：{error}") from error
