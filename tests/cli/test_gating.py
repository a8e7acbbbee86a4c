"""Building and adding behind a gate."""

import json
from pathlib import Path

import pytest

from reportqa.index.generations import current, generations
from toys import LAW, REPORTS

from .commands import GOLD, Run, write

_DATA, _LAW, _NOTES = REPORTS


class TestGate:
    @pytest.fixture(autouse=True)
    def spoilt(self, built: None) -> None:
        write("set.jsonl", json.dumps(GOLD))
        write("reports/法治/2021.txt", LAW.replace("行政复议案件128件", "行政复议案件一批"))

    def test_a_fall_is_told_question_by_question_and_keeps_the_old_index(self, run: Run) -> None:
        before = current(Path("index"))
        status, out, err = run("build", "--gate", "set.jsonl", "--gate-split", "dev")
        assert status == 1
        assert err == (
            "reportqa: hit@1 由 1.000 降到 0.000，超过容许的 0.02，保留原有索引。"
            "请查看变差的题目；要照样换上，请去掉 --gate 或放宽 --gate-tolerance。\n"
        )
        lines = out.splitlines()
        assert lines[0] == "新索引与旧索引比较："
        assert lines[1].split() == ["hit@1", "1.000", "→", "0.000"]
        worse = lines.index("变差（1）")
        assert lines[worse + 1] == f"  a-1 {GOLD['question']}"
        assert lines[worse + 2].startswith("    答“128件”，证据在第1段 → ")
        assert lines[worse + 3 :] == []
        assert current(Path("index")) == before

    def test_what_would_leave_is_told_as_what_the_gate_decides(self, run: Run) -> None:
        Path("reports", _NOTES).unlink()
        status, _, err = run("build", "--gate", "set.jsonl")
        assert status == 1
        assert err.splitlines()[0] == f"reportqa: 通过把关就将移出索引（这次没有读到）：{_NOTES}"
        assert err.splitlines()[1].endswith("去掉 --gate 或放宽 --gate-tolerance。")

    def test_json_tells_the_same(self, run: Run) -> None:
        gated = ("--gate", "set.jsonl", "--gate-metric", "mrr", "--json")
        status, out, _ = run("build", *gated)
        told = json.loads(out)["gate"]
        assert (status, told["open"], told["fallen"]) == (1, False, ["mrr"])
        assert told["result"] == {"mrr": 0.0}
        assert told["comparison"]["metrics"]["hit@1"] == [1.0, 0.0]
        assert [change["id"] for change in told["comparison"]["worse"]] == ["a-1"]
        status, out, _ = run("build", *gated, "--gate-tolerance", "1")
        told = json.loads(out)
        assert (status, told["gate"]["open"], told["changed"]) == (0, True, [_LAW])

    def test_a_pass_is_told_before_the_rest(self, run: Run) -> None:
        status, out, _ = run("build", "--gate", "set.jsonl", "--gate-tolerance", "1")
        assert status == 0
        assert out.startswith("新索引与旧索引比较：\n")
        assert out.splitlines()[-1].startswith("索引已就绪：3 份报告")

    def test_a_first_index_has_nothing_to_be_compared_with(self, run: Run) -> None:
        status, out, _ = run("build", "--index", "other", "--gate", "set.jsonl")
        assert status == 0
        assert out.splitlines()[0] == "没有可比的旧索引；新索引的成绩："
        assert out.splitlines()[1].split() == ["hit@1", "0.000"]

    def test_a_saved_result_stands_for_the_old_index(self, run: Run) -> None:
        saved = json.loads(run("eval", "set.jsonl", "--json")[1])
        write("old.json", json.dumps(saved))
        gated = ("--gate", "set.jsonl", "--gate-against", "old.json")
        assert run("add", "reports", *gated)[0] == 1
        write("old.json", json.dumps(saved | {"questions": []}))
        status, out, err = run("add", "reports", *gated)
        assert (status, out) == (1, "")
        assert "不是同一套题，无法比较" in err

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("--gate-metric", "hit@1"), "--gate-metric 需要同时给出 --gate"),
            (("--gate-tolerance", "0"), "--gate-tolerance 需要同时给出 --gate"),
            (("--gate", "set.jsonl", "--gate-metric", "x"), "--gate-metric x：可用的是 hit@1、"),
            (("--gate", "set.jsonl", "--gate-tolerance", "2"), "：应是 0 到 1 之间的数，不能是“2”"),
            (
                ("--gate", "set.jsonl", "--gate-tolerance", "nan"),
                "：应是 0 到 1 之间的数，不能是“nan”",
            ),
            (
                ("--gate", "set.jsonl", "--gate-tolerance", "少"),
                "：应是 0 到 1 之间的数，不能是“少”",
            ),
        ],
    )
    def test_wrong_usage_is_one_line_and_status_2(
        self, run: Run, arguments: tuple[str, ...], words: str
    ) -> None:
        for command in (("build",), ("add", "reports")):
            status, out, err = run(*command, *arguments)
            assert (status, out, err.count("\n")) == (2, "", 1)
            assert words in err

    def test_a_set_that_cannot_be_read_stops_before_the_build(self, run: Run) -> None:
        status, out, err = run("build", "--gate", "没有.jsonl")
        assert (status, out) == (1, "")
        assert "没有.jsonl：题目文件读不出来" in err
        assert len(generations(Path("index"))) == 1
