"""`list` and `show`."""

import json

import pytest

from reportqa.index.holding import holding_of
from toys import LAW, REPORTS

from .commands import Run, write

_DATA, _LAW, _NOTES = REPORTS
_UNTOLD = dict.fromkeys(("issuer", "place", "kind", "date", "year", "plan_year"))
pytestmark = pytest.mark.usefixtures("built")


class TestList:
    def test_a_table_is_for_people(self, run: Run) -> None:
        status, out, err = run("list")
        assert (status, err) == (0, "")
        assert [line.split() for line in out.splitlines()] == [
            ["名称", "标题", "地区", "回顾", "计划", "种类", "日期", "段落"],
            [_DATA, "云溪市数字经济发展2022年工作总结", "云溪市", "2022", "–", "–", "–", "3"],
            [
                _LAW,
                "云溪市人民政府2021年度法治政府建设工作报告",
                "云溪市",
                "2021",
                "2022",
                "法治政府建设工作报告",
                "–",
                "6",
            ],
            [_NOTES, "记录", "–", "–", "–", "–", "–", "1"],
        ]

    def test_json_is_for_programs(self, run: Run) -> None:
        status, out, _ = run("list", "--json")
        told = json.loads(out)
        assert (status, [one["source"] for one in told]) == (0, list(REPORTS))
        assert told[2] == {
            "source": _NOTES,
            "title": "记录",
            **_UNTOLD,
            "pages": None,
            "chunks": 1,
        }

    def test_it_needs_no_model(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("reportqa.embedding.builtin.load_builtin", None)
        assert run("list")[0] == run("show", _LAW)[0] == run("history")[0] == 0


class TestShow:
    def test_all_that_is_known_is_told(self, run: Run) -> None:
        status, out, err = run("show", _LAW)
        held = holding_of("index", _LAW)
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            "标题：云溪市人民政府2021年度法治政府建设工作报告",
            "发文机关：云溪市人民政府",
            "地区：云溪市",
            "种类：法治政府建设工作报告",
            "日期：没能认出",
            "回顾年份：2021",
            "计划年份：2022",
            "名称：法治/2021.txt",
            f"编号：{held.report.id}",
            f"字数：{len(LAW)}　段落：6",
            f"原文件：{held.original}",
            f"SHA-256：{held.report.sha256}",
            "目录：",
            *(
                "  " * len(section.path) + f"{section.path[-1]}　[{section.start}–{section.end}]"
                for section in held.report.sections
            ),
        ]
        assert out.count("\n  一、主要成效　[") == 1

    def test_json_is_the_same_for_programs(self, run: Run) -> None:
        status, out, _ = run("show", _NOTES, "--json")
        held = holding_of("index", _NOTES)
        assert status == 0
        assert json.loads(out) == {
            "source": _NOTES,
            "report_id": held.report.id,
            "title": "记录",
            **_UNTOLD,
            "sha256": held.report.sha256,
            "corrected": False,
            "original": str(held.original),
            "characters": len(REPORTS[_NOTES]),
            "chunks": 1,
            "pages": None,
            "sections": [],
        }

    def test_what_is_missing_is_said(self, run: Run) -> None:
        write("reports/记录.txt.toml", 'place = "云溪市"')
        run("build")
        original = holding_of("index", _NOTES).original
        assert original
        original.unlink()
        out = run("show", _NOTES)[1]
        assert "\n原文件：没有保存\n" in out
        assert "\n有更正文件。\n" in out
        assert out.endswith("\n目录：没有认出标题\n")

    def test_an_unknown_source_is_told(self, run: Run) -> None:
        status, out, err = run("show", "2021.txt")
        assert (status, out) == (1, "")
        assert err == "reportqa: 索引里没有 2021.txt。可用 reportqa list 查看都有哪些。\n"
