from pathlib import Path

import pytest

from reportqa.config import Settings
from reportqa.errors import UsageError


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"chunk_size_characters": 49}, "chunk_size_characters = 49：应在 50 与 2000 之间"),
        ({"keyword_weight": 1.01}, "keyword_weight = 1.01：应在 0 与 1 之间"),
        ({"keyword_weight": float("nan")}, "keyword_weight = nan：应在 0 与 1 之间"),
        ({"kept_generations": 0}, "kept_generations = 0：应在 1 与 100 之间"),
        ({"chunk": 1, "weight": 2}, "未知的设置：chunk、weight。请删去后再试。"),
    ],
)
def test_settings_out_of_bounds_are_refused(values: dict[str, float], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Settings.from_dict(values)


def test_settings_travel_as_plain_values() -> None:
    settings = Settings(60, 0.25, 1)
    assert settings.to_dict() == {
        "chunk_size_characters": 60,
        "keyword_weight": 0.25,
        "kept_generations": 1,
    }
    assert Settings.from_dict(settings.to_dict()) == settings


def test_settings_nested_beyond_measure_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.toml"
    path.write_text("chunk_size_characters = " + "[" * 5000, encoding="utf-8")
    with pytest.raises(UsageError, match=r"deep\.toml"):
        Settings.load(path)
