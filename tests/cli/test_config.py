"""Settings that a project keeps in a file."""

import json
from pathlib import Path
from typing import Any

import pytest

from reportqa.index.generations import current, generations

from .commands import Run, write

pytestmark = pytest.mark.usefixtures("built")


class TestConfig:
    def _settings(self) -> dict[str, Any]:
        manifest = json.loads((current(Path("index")) / "manifest.json").read_text("utf-8"))
        settings: dict[str, Any] = manifest["settings"]
        return settings

    def test_a_file_in_the_working_folder_counts(self, run: Run) -> None:
        write(
            "reportqa.toml",
            "\ufeffchunk_size_characters = 60\nkeyword_weight = 1\nkept_generations = 2\n",
        )
        for _ in range(3):
            assert run("build")[0] == 0
        assert self._settings() == {
            "chunk_size_characters": 60,
            "keyword_weight": 1,
            "kept_generations": 2,
        }
        assert len(generations(Path("index"))) == 2

    def test_a_file_that_is_named_counts_instead(self, run: Run) -> None:
        write("reportqa.toml", "kept_generations = 2\n")
        write("别的.toml", "keyword_weight = 0.25\n")
        assert run("build", "--config", "别的.toml")[0] == 0
        assert self._settings() == {
            "chunk_size_characters": 200,
            "keyword_weight": 0.25,
            "kept_generations": 3,
        }

    def test_an_empty_file_changes_nothing(self, run: Run) -> None:
        write("reportqa.toml", "")
        assert json.loads(run("build", "--json")[1])["embedded"] == 0

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("chunk_size = 60", "c.toml：未知的设置：chunk_size。请删去后再试。"),
            ("kept_generations = 0", "c.toml：设置 kept_generations = 0：应在 1 与 100 之间。"),
            ("kept_generations = 2.5", "c.toml：设置 kept_generations = 2.5：应是整数。"),
            ("kept_generations = true", "c.toml：设置 kept_generations = True：应是整数。"),
            ('keyword_weight = "大"', "c.toml：设置 keyword_weight = '大'：应是数。"),
            ("keyword_weight = false", "c.toml：设置 keyword_weight = False：应是数。"),
            ("keyword_weight = nan", "c.toml：设置 keyword_weight = nan：应在 0 与 1 之间。"),
            ("keyword_weight", "c.toml：设置文件读不出来（"),
            ("[index]\nkept = 1", "c.toml：未知的设置：index。"),
        ],
    )
    def test_a_wrong_setting_is_one_line_and_status_1(
        self, run: Run, text: str, words: str
    ) -> None:
        write("c.toml", text)
        status, out, err = run("build", "--config", "c.toml")
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert words in err
        assert len(generations(Path("index"))) == 1

    def test_a_file_that_is_not_there_or_no_text_is_told(self, run: Run) -> None:
        for path in ("没有.toml", "bad.toml", "reports"):
            Path("bad.toml").write_bytes(b"\xff")
            status, out, err = run("build", "--config", path)
            assert (status, out, err.count("\n")) == (1, "", 1)
            assert f"{path}：设置文件读不出来（" in err
