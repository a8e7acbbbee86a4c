"""The settings an index is built with; they travel in its manifest."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from reportqa.errors import UsageError

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
