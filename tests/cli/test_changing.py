"""`add` and `remove`."""

import json
from pathlib import Path

import pytest

from reportqa.index.generations import current, generations
from toys import LAW, REPORTS

from .commands import Run, sources, write

_DATA, _LAW, _NOTES = REPORTS
_UNTOLD = dict.fromkeys(("issuer", "place", "kind", "date", "year", "plan_year"))
_HINT = "认错了或没能认出的，可写在报告旁的 FILE.toml 里（如 2014.docx.toml）更正，再构建一次。"
pytestmark = pytest.mark.usefixtures("built")


class TestAdd:
    def test_it_tells_what_was_recognised(self, run: Run) -> None:
        write("reports/法治/2022.txt", LAW.replace("2021", "2022"))
        status, out, err = run("add", "reports/法治/2022.txt", "--below", "reports")
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            "新增 法治/2022.txt《云溪市人民政府2022年度法治政府建设工作报告》",
            "    发文机关 云溪市人民政府 · 地区 云溪市 · 种类 法治政府建设工作报告 · 回顾年份 2022"
            " · 计划年份 2023 · 没能认出：日期",
            _HINT,
            "索引已就绪：4 份报告，16 个段落（新算 6 个，沿用 10 个）→ index",
        ]
        assert run("add", "reports/法治/2022.txt", "--below", "reports")[1] == (
            "索引已就绪：4 份报告，16 个段落（新算 0 个，沿用 16 个）→ index\n"
        )

    def test_a_corrected_report_is_shown_as_updated(self, run: Run) -> None:
        write("reports/记录.txt.toml", 'place = "云溪市"\nkind = "记录"')
        status, out, _ = run("add", "reports/记录.txt")
        assert status == 0
        assert out.splitlines()[:2] == [
            "更新 记录.txt《记录》",
            "    地区 云溪市 · 种类 记录 · 没能认出：发文机关、日期、回顾年份、计划年份",
        ]

    def test_json_is_one_object_and_nothing_else(self, run: Run) -> None:
        write("new/新.txt", "新增的一份。")
        Path("new/坏.txt").write_bytes(b"\x00\x01")
        status, out, err = run("add", "new", "--json")
        told = json.loads(out)
        assert status == 0
        assert told == {
            "index": "index",
            "generation": current(Path("index")).name,
            "reports": 4,
            "chunks": 11,
            "characters": sum(map(len, REPORTS.values())) + 6,
            "embedded": 1,
            "reused": 10,
            "added": ["新.txt"],
            "changed": [],
            "removed": [],
            "failed": {"坏.txt": told["failed"]["坏.txt"]},
            "recognised": [{"source": "新.txt", "is_new": True, "title": "新", **_UNTOLD}],
        }
        assert err.startswith("reportqa: 已跳过 new/坏.txt：")

    @pytest.mark.parametrize("command", ["add", "build"])
    def test_what_cannot_be_read_at_all_is_a_mistake(self, run: Run, command: str) -> None:
        before = generations(Path("index"))
        Path("new").mkdir()
        for name in ("坏.txt", "糟.txt"):
            (Path("new") / name).write_bytes(b"\x00\x01")
        status, out, err = run(command, "new", "--json")
        assert (status, out) == (1, "")
        skipped, mistake = err.splitlines()
        assert skipped.startswith("reportqa: 已跳过 new/糟.txt：不是 UTF-8")
        assert mistake.startswith("reportqa: 2 个文件都读不出来，第一个是：new/坏.txt：不是 UTF-8")
        assert generations(Path("index")) == before

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("没有.txt",), "没有.txt：没有这个文件或目录。请检查路径。"),
            (("reports", "--below", "index"), "reports：不在 index 之下。请改正 --below"),
            (("reports", "--index", "没有"), "没有：这里还没有索引。请先运行 reportqa build"),
        ],
    )
    def test_a_mistake_is_one_line_and_status_1(
        self, run: Run, arguments: tuple[str, ...], words: str
    ) -> None:
        status, out, err = run("add", *arguments)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert words in err


class TestRemove:
    def test_where_nobody_can_be_asked_it_just_does_it(self, run: Run) -> None:
        status, out, err = run("remove", _NOTES)
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            "已移出索引：记录.txt",
            "索引已就绪：2 份报告，9 个段落（新算 0 个，沿用 9 个）→ index",
        ]
        assert Path("reports/记录.txt").is_file()

    @pytest.mark.parametrize(
        ("reply", "status"), [("y\n", 0), ("是\n", 0), ("\n", 1), ("", 1), ("no\n", 1)]
    )
    def test_on_a_terminal_it_asks(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, reply: str, status: int
    ) -> None:
        class Terminal:
            def isatty(self) -> bool:
                return True

            def readline(self) -> str:
                return reply

        monkeypatch.setattr("sys.stdin", Terminal())
        told, out, err = run("remove", _NOTES, _DATA, "--json")
        assert told == status
        question = "要从索引中移出 2 份报告：记录.txt、数字经济2022.txt。继续吗？[y/N] "
        assert err == question + ("" if status == 0 else "reportqa: 没有移出任何报告。\n")
        assert sources() == ([_LAW] if status == 0 else list(REPORTS))
        if status == 0:
            assert json.loads(out)["removed"] == [_DATA, _NOTES]

    def test_yes_is_not_asked(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        assert run("remove", _NOTES, "--yes")[0] == 0

    def test_what_is_not_there_is_told(self, run: Run) -> None:
        status, out, err = run("remove", "甲.txt")
        assert (status, out) == (1, "")
        assert err == "reportqa: 索引里没有 甲.txt。可用 reportqa list 查看都有哪些。\n"
        assert len(generations(Path("index"))) == 1
