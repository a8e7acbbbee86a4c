"""`history`, `rollback` and `doctor`."""

import json
import shlex
from pathlib import Path

import pytest

from reportqa.index.generations import current, generations
from toys import REPORTS

from .commands import Run, sources, write

_DATA, _LAW, _NOTES = REPORTS
pytestmark = pytest.mark.usefixtures("built")


class TestHistoryAndRollback:
    def test_generations_are_listed_newest_first(self, run: Run) -> None:
        write("reports/新.txt", "新增的一份。")
        write("reports/记录.txt", "河道巡查记录。")
        run("build")
        run("remove", _DATA)
        newest, middle, oldest = (path.name for path in generations(Path("index"))[::-1])
        status, out, err = run("history")
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            f"{newest}（现用）　3 份报告，8 个段落",
            f"    移出 1：{_DATA}",
            f"{middle}　4 份报告，11 个段落",
            "    新增 1：新.txt",
            f"    更新 1：{_NOTES}",
            f"{oldest}　3 份报告，10 个段落",
        ]
        told = json.loads(run("history", "--json")[1])
        assert [one["name"] for one in told] == [newest, middle, oldest]
        assert told[1] == {
            "name": middle,
            "created": told[1]["created"],
            "reports": 4,
            "chunks": 11,
            "is_live": False,
            "added": ["新.txt"],
            "changed": [_NOTES],
            "removed": [],
            "problem": None,
        }

    def test_a_damaged_generation_is_listed_with_its_problem(self, run: Run) -> None:
        run("build")
        old = generations(Path("index"))[0]
        (old / "manifest.json").write_bytes(b"")
        last = run("history")[1].splitlines()[-1]
        assert last == f"{old.name}　清单缺失或已损坏"

    def test_rolling_back_answers_from_before(self, run: Run) -> None:
        run("remove", _NOTES)
        old, live = (path.name for path in generations(Path("index")))
        assert run("rollback") == (0, f"现用的一代是 {old}。\n", "")
        assert sources() == list(REPORTS)
        status, out, _ = run("rollback", live, "--json")
        assert (status, json.loads(out)) == (0, {"generation": live})
        assert sources() == [_DATA, _LAW]

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ((), "没有更早的一代可以回退。可用 reportqa history 查看都有哪些。"),
            (("x",), "没有 x 这一代。可用 reportqa history 查看都有哪些。"),
            (("--index", "没有"), "没有：这里还没有索引。请先运行 reportqa build"),
        ],
    )
    def test_a_mistake_is_one_line_and_status_1(
        self, run: Run, arguments: tuple[str, ...], words: str
    ) -> None:
        status, out, err = run("rollback", *arguments)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert words in err
        assert not Path("没有").exists()


class TestDoctor:
    def test_a_whole_index_is_said_to_be(self, run: Run) -> None:
        assert run("doctor") == (0, "索引完好。\n", "")
        assert json.loads(run("doctor", "--json")[1]) == {"healthy": True, "findings": []}

    def test_errors_name_the_mending_command_and_end_with_1(self, run: Run) -> None:
        vectors = current(Path("index")) / "segment-0/vectors.faiss"
        vectors.write_bytes(vectors.read_bytes() + b"x")
        problem = "与清单的校验值不符，可能写了一半或被改动"
        assert run("doctor") == (
            1,
            f"错误：{vectors}：{problem}\n    修复：reportqa build\n",
            "",
        )
        status, out, _ = run("doctor", "--json")
        assert (status, json.loads(out)) == (
            1,
            {
                "healthy": False,
                "findings": [
                    {
                        "is_error": True,
                        "where": str(vectors),
                        "problem": problem,
                        "mend": "reportqa build",
                    }
                ],
            },
        )
        assert run("build")[0] == run("doctor")[0] == 0

    def test_leftovers_are_no_errors(self, run: Run) -> None:
        Path("index/generations/.tmp-x").mkdir()
        status, out, _ = run("doctor")
        assert status == 0
        assert out.startswith("提醒：index/generations/.tmp-x：中断的构建留下的")
        assert out.endswith("\n索引完好。\n")

    def test_no_index_is_a_mistake(self, run: Run) -> None:
        status, out, err = run("doctor", "--index", "没有")
        assert (status, out) == (1, "")
        assert "没有：这里还没有索引。" in err

    def test_the_mending_command_is_for_the_index_examined(self, run: Run) -> None:
        assert run("build", "--index", "我的 索引")[0] == 0
        Path("我的 索引/current").unlink()
        name = generations(Path("我的 索引"))[-1].name
        _, out, _ = run("doctor", "--index", "我的 索引", "--json")
        mend = f"reportqa rollback --index '我的 索引' {name}"
        assert [finding["mend"] for finding in json.loads(out)["findings"]] == [mend]
        _, _, err = run("ask", "多少件？", "--index", "没有")
        assert "请先运行 reportqa build --index '没有'（" in err
        assert run(*shlex.split(mend)[1:])[0] == run("doctor", "--index", "我的 索引")[0] == 0
        for command, named in (("show", "list"), ("rollback", "history")):
            _, _, err = run(command, "甲.txt", "--index", "我的 索引")
            assert f"可用 reportqa {named} --index '我的 索引' 查看" in err
