"""`eval`: what it prints, where, and how it ends."""

import json
from pathlib import Path

import pytest

from .commands import GOLD, MISS, QUESTION, Run, one_line, write_lines


class TestEval:
    def test_figures_are_printed_with_the_failing_questions(self, run: Run, built: None) -> None:
        wrong = GOLD | {"id": "a-3", "evidence": ["没有的话"], "answer": "7件"}
        path = write_lines("set.jsonl", GOLD, MISS, wrong)
        status, out, err = run("eval", path)
        assert (status, err) == (
            0,
            "reportqa: 有 1 道题的证据不在索引的报告里：a-3。"
            "请核对题集的文字，或看看是否少了报告。\n",
        )
        assert f"✗ a-3 [figure] {QUESTION}\n    没有找到证据；答“128件”，应为“7件”\n" in out
        assert "✗ a-1" not in out
        figures = dict(line.split() for line in out.splitlines() if line.startswith(("hit", "ref")))
        assert (figures["hit@1"], figures["refusal_recall"]) == ("0.500", "1.000")

    def test_of_many_questions_without_evidence_some_are_named(self, run: Run, built: None) -> None:
        ids = [f"b-{at}" for at in range(11)]
        wrong = [GOLD | {"id": name, "evidence": ["没有的话"]} for name in ids]
        status, out, err = run("eval", write_lines("set.jsonl", GOLD, *wrong), "--json")
        assert (status, json.loads(out)["evidence_not_found"]) == (0, ids)
        assert f"有 11 道题的证据不在索引的报告里：{'、'.join(ids[:10])}等。" in one_line(err)

    def test_json_is_one_object_and_a_split_can_be_chosen(self, run: Run, built: None) -> None:
        path = write_lines("set.jsonl", GOLD, MISS)
        status, out, err = run("eval", path, "--json", "--split", "dev")
        told = json.loads(out)
        assert (status, err) == (0, "")
        assert (told["n"], told["hit@1"], told["answer_exact"]) == (1, 1.0, 1.0)
        assert told["refusal_recall"] is None

    def test_how_far_probabilities_can_be_trusted_is_printed_and_drawn(
        self, run: Run, built: None
    ) -> None:
        path = write_lines("set.jsonl", GOLD, MISS)
        status, out, err = run("eval", path, "--plot", "图.svg")
        assert (status, err) == (0, "")
        figures = dict(line.rsplit(maxsplit=1) for line in out.splitlines() if " " in line)
        assert figures["aurc"] == "0.250"
        assert figures["coverage at risk 0.1"] == "0.500"
        assert Path("图.svg").read_text(encoding="utf-8").startswith("<svg ")

    def test_results_are_compared(self, run: Run, built: None) -> None:
        path = write_lines("set.jsonl", GOLD, MISS)
        old = json.loads(run("eval", path, "--json")[1])
        old["questions"][0] |= {"exact": 0.0, "rank": 3, "answer": "7件"}
        old["hit@1"] = 0.0
        Path("old.json").write_text(json.dumps(old), encoding="utf-8")
        told = json.loads(run("eval", path, "--compare", "old.json", "--json")[1])["comparison"]
        assert told["metrics"]["hit@1"] == [0.0, 1.0]
        assert [change["id"] for change in told["better"]] == ["a-1"]
        assert told["worse"] == []
        status, out, _ = run("eval", path, "--compare", "old.json")
        assert status == 0
        assert "变好（1）\n  a-1" in out
        assert "    答“7件”，证据在第3段 → 答“128件”，证据在第1段\n变差（0）\n" in out

    def test_other_questions_are_not_compared(self, run: Run, built: None) -> None:
        both, one = write_lines("both.jsonl", GOLD, MISS), write_lines("one.jsonl", GOLD)
        Path("old.json").write_text(run("eval", both, "--json")[1], encoding="utf-8")
        status, out, err = run("eval", one, "--compare", "old.json", "--json")
        assert (status, out) == (1, "")
        assert "不是同一套题，无法比较" in one_line(err)

    def test_a_chart_that_cannot_be_written_costs_no_figures(self, run: Run, built: None) -> None:
        path = write_lines("set.jsonl", GOLD, MISS)
        Path("图.svg").mkdir()
        status, out, err = run("eval", path, "--plot", "图.svg", "--json")
        assert status == 1
        assert json.loads(out)["n"] == 2
        assert "图.svg：图写不进去" in one_line(err)

    def test_the_reader_alone_prints_the_contracts_figures(self, run: Run) -> None:
        qas = [{"question": QUESTION, "answers": [{"text": "128件"}]}]
        context = "全年受理行政复议案件128件。"
        content = {"data": [{"paragraphs": [{"context": context, "qas": qas}]}]}
        Path("dev.json").write_text(json.dumps(content), encoding="utf-8")
        status, out, err = run("eval", "--squad", "dev.json", "--json")
        assert (status, err) == (0, "")
        told = json.loads(out)
        assert told.pop("risk_coverage")["aurc"] == 0.0
        assert told == {"n": 1, "em": 1.0, "f1": 1.0, "answerability_auc": None}
        status, out, _ = run("eval", "--squad", "dev.json")
        assert status == 0
        assert [line.split() for line in out.splitlines()] == [
            ["n", "1"],
            ["em", "1.000"],
            ["f1", "1.000"],
            ["answerability_auc", "–"],
        ]

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("没有.jsonl",), "没有.jsonl：题目文件读不出来（没有这个文件）"),
            (("set.jsonl", "--split", "train"), "里面没有“train”部分的题目"),
            (
                ("set.jsonl", "--compare", "set.jsonl"),
                "不是 reportqa eval --json 的结果（第2行第1个字符处写错了）",
            ),
            (("set.jsonl", "--index", "没有"), "这里还没有索引"),
            (("--squad", "set.jsonl"), "不是 SQuAD 2.0 格式的 JSON 文件（第2行第1个字符处写错了）"),
        ],
    )
    def test_a_mistake_is_one_line_and_status_1(
        self, run: Run, built: None, arguments: tuple[str, ...], words: str
    ) -> None:
        write_lines("set.jsonl", GOLD, MISS)
        status, out, err = run("eval", *arguments, "--json")
        assert (status, out) == (1, "")
        assert words in one_line(err)
