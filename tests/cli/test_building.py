"""`build`: what it prints, where, and how it ends."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from reportqa.index.generations import locked
from toys import REPORTS

from .commands import Run, one_line, write


class TestBuild:
    def test_it_indexes_reports_into_index(self, run: Run, home: Path) -> None:
        status, out, err = run("build")
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            "新增 数字经济2022.txt《云溪市数字经济发展2022年工作总结》",
            "    地区 云溪市 · 回顾年份 2022 · 没能认出：发文机关、种类、日期、计划年份",
            "新增 法治/2021.txt《云溪市人民政府2021年度法治政府建设工作报告》",
            "    发文机关 云溪市人民政府 · 地区 云溪市 · 种类 法治政府建设工作报告 · 回顾年份 2021"
            " · 计划年份 2022 · 没能认出：日期",
            "新增 记录.txt《记录》",
            "    没能认出：发文机关、地区、种类、日期、回顾年份、计划年份",
            "认错了或没能认出的，可写在报告旁的 FILE.toml 里（如 2014.docx.toml）更正，"
            "再构建一次。",
            "索引已就绪：3 份报告，10 个段落（新算 10 个，沿用 0 个）→ index",
        ]
        assert (home / "index" / "current").is_file()

    def test_it_tells_what_was_reused_and_removed(self, run: Run, built: None) -> None:
        Path("reports/记录.txt").unlink()
        status, out, err = run("build", "reports")
        assert (status, err) == (0, "reportqa: 将移出索引（这次没有读到）：记录.txt\n")
        assert out.splitlines() == [
            "已移出索引：记录.txt",
            "索引已就绪：2 份报告，9 个段落（新算 0 个，沿用 9 个）→ index",
        ]

    def test_a_correction_that_cannot_be_used_is_told_in_chinese(
        self, run: Run, built: None
    ) -> None:
        write("reports/记录.txt.toml", 'place = "云溪市"\nyear = "2013"')
        write("reports/2014.docx.toml", "year = 2014")
        status, out, err = run("build")
        assert (status, err.splitlines()) == (
            0,
            [
                "reportqa: 已跳过 记录.txt：reports/记录.txt.toml 第2行："
                "year 应是 1900 到 2200 的年份，不加引号。请改正。索引里仍是这份报告原来的样子。",
                "reportqa: reports/2014.docx.toml：旁边没有名为 2014.docx 的报告，"
                "这份更正没有用上。更正文件的名称应是报告的全名加 .toml，如 2014.docx.toml。",
            ],
        )
        assert out == "索引已就绪：3 份报告，10 个段落（新算 0 个，沿用 10 个）→ index\n"

    def test_what_lies_there_and_cannot_be_read_is_told(self, run: Run) -> None:
        for name in ("旧.doc", "年报/附件.zip", "~$旧.doc", ".藏/旧.doc", "表.exe"):
            Path("reports", name).parent.mkdir(exist_ok=True)
            Path("reports", name).write_bytes(b"PK")
        told = [
            "reportqa: 已跳过 reports/年报/附件.zip：是压缩包，不能直接读取。"
            "请先解压，再加入里面的文件。",
            "reportqa: 已跳过 reports/旧.doc：不支持这种文件。"
            "请用 Word 或 WPS 另存为 .docx 后再试。",
        ]
        for command in (("build",), ("add", "reports")):
            status, out, err = run(*command)
            assert (status, sorted(err.splitlines())) == (0, sorted(told))
            assert "索引已就绪：3 份报告" in out

    def test_json_is_one_object_and_nothing_else(self, run: Run) -> None:
        Path("reports/坏.txt").write_bytes(b"\x00\x01")
        status, out, err = run("build", "--json", "--index", "别处")
        told = json.loads(out)
        generation = Path("别处/current").read_text(encoding="utf-8").strip()
        assert status == 0
        assert told == {
            "index": "别处",
            "generation": generation,
            "reports": 3,
            "chunks": 10,
            "characters": sum(map(len, REPORTS.values())),
            "embedded": 10,
            "reused": 0,
            "added": list(REPORTS),
            "changed": [],
            "removed": [],
            "recognised": told["recognised"],
            "failed": {"坏.txt": told["failed"]["坏.txt"]},
        }
        assert told["recognised"][0] == {
            "source": "数字经济2022.txt",
            "is_new": True,
            "title": "云溪市数字经济发展2022年工作总结",
            "issuer": None,
            "place": "云溪市",
            "kind": None,
            "date": None,
            "year": 2022,
            "plan_year": None,
        }
        assert [one["source"] for one in told["recognised"]] == list(REPORTS)
        assert "坏.txt" in told["failed"]["坏.txt"]
        assert one_line(err).startswith("reportqa: 已跳过 reports/坏.txt：")

    def test_files_and_folders_may_be_named(self, run: Run) -> None:
        status, out, _ = run("build", "reports/法治", "reports/记录.txt", "--json")
        assert (status, json.loads(out)["reports"]) == (0, 2)

    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("没有", "没有：没有这个文件或目录。请检查路径。"),
            ("有\n换行", "有 换行：没有这个文件或目录。"),
            ("empty", "empty：目录里没有可读的报告"),
            ("bad.txt", "bad.txt：文件里没有文字。"),
        ],
    )
    def test_a_mistake_is_one_line_and_status_1(self, run: Run, path: str, words: str) -> None:
        Path("empty").mkdir()
        Path("bad.txt").write_bytes(b"")
        status, out, err = run("build", path, "--json")
        assert (status, out) == (1, "")
        assert words in one_line(err)

    def test_an_index_that_cannot_be_written_is_one_line(self, run: Run) -> None:
        Path("file").write_text("", encoding="utf-8")
        status, out, err = run("build", "--index", "file")
        assert (status, out) == (1, "")
        assert "file：写不进去（" in one_line(err)

    def test_an_interrupt_is_one_line_and_leaves_the_index(
        self, run: Run, built: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = Path("index/current").read_text(encoding="utf-8")

        def interrupted(*_: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("reportqa.index.segments.write_exact", interrupted)
        status, out, err = run("build")
        assert (status, out, err) == (130, "", "reportqa: 已中断；原有索引未变。\n")
        assert Path("index/current").read_text(encoding="utf-8") == before
        assert not list(Path("index/generations").glob(".tmp-*"))


@pytest.mark.usefixtures("built")
class TestRebuild:
    def test_fresh_uses_nothing_again(self, run: Run) -> None:
        told = json.loads(run("build", "--fresh", "--json")[1])
        assert (told["embedded"], told["reused"]) == (10, 0)

    def test_another_build_under_way_is_waited_for_and_told(self, run: Run) -> None:
        # The first build lets go of the index once the second has said that it waits.
        done = threading.Event()
        held = threading.Event()

        def hold() -> None:
            with locked(Path("index")):
                held.set()
                done.wait(1)

        thread = threading.Thread(target=hold)
        thread.start()
        held.wait(10)
        status, _, err = run("build")
        done.set()
        thread.join(10)
        assert (status, err) == (0, "reportqa: 另一个构建正在进行，等它结束……\n")
