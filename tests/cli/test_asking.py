"""`ask`: what it prints, where, and how it ends."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reportqa import Index, ask
from reportqa.cli.answers import show_response
from toys import REPORTS, ToyEncoder

from .commands import MISS, QUESTION, Run, one_line, write_lines


class TestAsk:
    def test_an_answer_is_shown_with_its_quote_and_place(self, run: Run, built: None) -> None:
        status, out, err = run("ask", QUESTION)
        assert (status, err) == (0, "")
        answer, quote, place, *_ = out.splitlines()
        assert answer == "128件"
        assert quote == "全年受理行政复议案件128件，办结121件，办结率达94.5%。"
        assert place.startswith(
            "——《云溪市人民政府2021年度法治政府建设工作报告》一（一）第5段（把握："
        )
        assert "\n[1] 《" in out

    def test_a_refusal_says_so_and_shows_the_nearest_passages(self, run: Run, built: None) -> None:
        status, out, err = run("ask", str(MISS["question"]))
        assert (status, err) == (0, "")
        lines = out.splitlines()
        assert lines[0] == (
            "报告给出了2021年的数字，没有2019年的；"
            "现有报告讲的是2021—2022年的情况。下面是最接近的段落。"
        )
        assert lines[1] == "报告能回答的相近问题：2021年受理行政复议案件多少件？"
        assert "\n[5] 《" in out

    @pytest.mark.parametrize(
        ("year", "told"), [(2014, "这是2014年的情况；另有2013年的"), (None, "另有2013年的")]
    )
    def test_other_years_are_told_whether_or_not_this_one_is_known(
        self, built: None, capsys: pytest.CaptureFixture[str], year: int | None, told: str
    ) -> None:
        response = ask(Index.load("index", encoder=ToyEncoder()), QUESTION)
        assert response.answer
        citation = replace(response.answer.citation, year=year)
        answer = replace(response.answer, citation=citation, other_years=(2013,))
        show_response(replace(response, answer=answer))
        assert f"\n{told}，可写明年份再问。\n" in capsys.readouterr().out

    def test_a_word_that_no_report_has_is_looked_up_by_another(self, run: Run, built: None) -> None:
        status, out, _ = run("ask", "小区物业方面要制定什么规章？")
        assert status == 0
        assert out.startswith("报告里没有“小区物业”这个词，按“物业管理”查找。\n")
        told = json.loads(run("ask", "小区物业方面要制定什么规章？", "--json")[1])
        assert told["expanded"] == [{"word": "小区物业", "official": "物业管理"}]

    def test_why_is_told_where_it_is_asked_for(self, run: Run, built: None) -> None:
        assert "由这些合成" not in run("ask", QUESTION)[1]
        status, out, _ = run("ask", QUESTION, "--explain")
        assert status == 0
        assert "，由这些合成：起点 " in out
        assert "\n有：全年受理行政复议案件　意思第1，用词第1\n" in out
        told = json.loads(run("ask", QUESTION, "--json", "--explain")[1])
        assert told["answer"]["why"][0]["signal"] == "bias"
        assert told["passages"][0]["why"]["met"] == ["全年受理行政复议案件"]
        plain = json.loads(run("ask", QUESTION, "--json")[1])
        assert (plain["answer"]["why"], plain["passages"][0]["why"]) == (None, None)

    def test_a_refusal_suggests_a_question_unless_many_are_asked(
        self, run: Run, built: None
    ) -> None:
        asked = str(MISS["question"])
        one = json.loads(run("ask", asked, "--json")[1])["refusal"]
        assert one["suggestion"]["question"] == "2021年受理行政复议案件多少件？"
        assert one["missing"] == ["2019年"]
        path = write_lines("q.jsonl", {"question": asked})
        many = json.loads(run("ask", "--questions", path, "--json")[1])["refusal"]
        assert (many["suggestion"], many["missing"]) == (None, ["2019年"])
        explained = json.loads(run("ask", "--questions", path, "--json", "--explain")[1])
        assert explained["refusal"] == one

    def test_json_is_the_contracts(self, run: Run, built: None) -> None:
        status, out, err = run("ask", QUESTION, "--json", "--top-k", "2")
        told = json.loads(out)
        assert (status, err) == (0, "")
        assert (told["question"], told["status"]) == (QUESTION, "answered")
        assert (told["answer"]["text"], told["refusal"]) == ("128件", None)
        cited = told["answer"]["citation"]
        assert REPORTS[cited["source"]][cited["start"] : cited["end"]] == told["answer"]["quote"]
        assert [passage["rank"] for passage in told["passages"]] == [1, 2]

    def test_a_question_that_is_empty_is_refused_not_an_error(self, run: Run, built: None) -> None:
        status, out, _ = run("ask", "", "--json")
        told = json.loads(out)
        assert (status, told["refusal"]["reason"], told["passages"]) == (0, "empty", [])

    def test_half_a_surrogate_pair_can_be_printed(self, run: Run, built: None) -> None:
        status, out, _ = run("ask", f"\udcff{QUESTION}", "--json")
        assert (status, json.loads(out)["question"]) == (0, f"?{QUESTION}")

    def test_many_questions_are_answered_one_object_a_line_in_order(
        self, run: Run, built: None
    ) -> None:
        questions = [QUESTION, "你好", "", "换\n行？", "哪些重点领域制定规章"]
        path = write_lines("q.jsonl", *({"question": text} for text in questions))
        status, out, err = run("ask", "--questions", path, "--json", "--top-k", "1")
        told = [json.loads(line) for line in out.splitlines()]
        assert (status, err) == (0, "")
        assert [one["question"] for one in told] == questions
        assert [one["status"] for one in told[:3]] == ["answered", "refused", "refused"]
        assert all(len(one["passages"]) <= 1 for one in told)

    def test_no_questions_print_nothing(self, run: Run, built: None) -> None:
        Path("q.jsonl").write_text("\n", encoding="utf-8")
        assert run("ask", "--questions", "q.jsonl", "--json") == (0, "", "")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("--index", "没有", "多少件"), "没有：这里还没有索引。请先运行 reportqa build"),
            (("--questions", "没有.jsonl", "--json"), "没有.jsonl：题目文件读不出来"),
            (("--questions", "bad.jsonl", "--json"), "bad.jsonl 第2行：不是 JSON"),
        ],
    )
    def test_a_mistake_is_one_line_and_status_1(
        self, run: Run, built: None, arguments: tuple[str, ...], words: str
    ) -> None:
        Path("bad.jsonl").write_text('{"question": "甲"}\n{', encoding="utf-8")
        status, out, err = run("ask", *arguments)
        assert (status, out) == (1, "")
        assert words in one_line(err)

    def test_a_damaged_index_names_the_command_that_mends_it(self, run: Run, built: None) -> None:
        (file,) = Path("index").rglob("vectors.faiss")
        file.write_bytes(b"")
        status, out, err = run("ask", QUESTION)
        assert (status, out) == (1, "")
        assert "请运行 reportqa build 重建索引。" in one_line(err)
        assert run("build")[0] == run("ask", QUESTION)[0] == 0

    def test_an_index_of_another_model_is_told(
        self, run: Run, built: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            "reportqa.embedding.builtin.load_builtin", lambda _notify: ToyEncoder("toy@2")
        )
        status, out, err = run("ask", QUESTION)
        assert (status, out) == (1, "")
        assert "索引由模型 toy@1 建成，现在的模型是 toy@2" in one_line(err)
