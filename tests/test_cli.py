"""The command line: what it prints, where, and how it ends."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportqa.cli import main
from reportqa.embedding.openvino_encoder import OpenVinoEncoder
from reportqa.types import Report
from toys import ENVIRONMENT, REPORTS, ToyEncoder, write_reports

_QUESTION = "全年受理行政复议案件多少件？"
_GOLD = {
    "id": "a-1",
    "question": _QUESTION,
    "type": "figure",
    "answerable": True,
    "evidence": ["受理行政复议案件128件"],
    "answer": "128件",
    "split": "dev",
}
_MISS = {
    "id": "a-2",
    "question": "2019年受理行政复议案件多少件？",
    "type": "near_miss",
    "answerable": False,
    "evidence": [],
    "answer": None,
    "split": "test",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with reports/, where a toy takes the place of the built-in model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reportqa.embedding.builtin.load_builtin", lambda _notify: ToyEncoder())
    write_reports(tmp_path)
    return tmp_path


Run = Callable[..., tuple[int | str | None, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit status, stdout and stderr of one command."""

    def run_it(*arguments: str) -> tuple[int | str | None, str, str]:
        status: int | str | None
        try:
            status = main(arguments)
        except SystemExit as stopped:
            status = stopped.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_it


@pytest.fixture
def built(run: Run) -> None:
    assert run("build")[0] == 0


def _write_lines(path: str, *rows: Any) -> str:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _one_line(text: str) -> str:
    assert text.startswith("reportqa")
    assert text.endswith("\n")
    assert text.count("\n") == 1
    return text


class TestBuild:
    def test_it_indexes_reports_into_index(self, run: Run, home: Path) -> None:
        status, out, err = run("build")
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            "新增 数字经济2022.txt《云溪市数字经济发展2022年工作总结》",
            "    地区 云溪市 · 回顾年份 2022 · 没能认出：发文机关、种类、日期、计划年份",
            "新增 法治/2021.txt《云溪市人民政府2021年度法治政府建设工作报告》",
            "    发文机关 云溪市人民政府 · 地区 云溪市 · 种类 法治政府建设工作报告 · 回顾年份 2021"
            " · 计划年份 2021 · 没能认出：日期",
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
        assert _one_line(err).startswith("reportqa: 已跳过 坏.txt：")

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
        assert words in _one_line(err)

    def test_an_index_that_cannot_be_written_is_one_line(self, run: Run) -> None:
        Path("file").write_text("", encoding="utf-8")
        status, out, err = run("build", "--index", "file")
        assert (status, out) == (1, "")
        assert "file：写不进去（" in _one_line(err)

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


class TestAsk:
    def test_an_answer_is_shown_with_its_quote_and_place(self, run: Run, built: None) -> None:
        status, out, err = run("ask", _QUESTION)
        assert (status, err) == (0, "")
        answer, quote, place, *_ = out.splitlines()
        assert answer == "128件"
        assert quote == "全年受理行政复议案件128件，办结121件，办结率达94.5%。"
        assert place.startswith(
            "——《云溪市人民政府2021年度法治政府建设工作报告》一（一）第5段（把握："
        )
        assert "\n[1] 《" in out

    def test_a_refusal_says_so_and_shows_the_nearest_passages(self, run: Run, built: None) -> None:
        status, out, err = run("ask", str(_MISS["question"]))
        assert (status, err) == (0, "")
        lines = out.splitlines()
        assert lines[0] == "报告给出了2021年的数字，没有2019年的。下面是最接近的段落。"
        assert lines[1] == "报告能回答的相近问题：2021年受理行政复议案件多少件？"
        assert "\n[5] 《" in out

    def test_a_word_that_no_report_has_is_looked_up_by_another(self, run: Run, built: None) -> None:
        status, out, _ = run("ask", "小区物业方面要制定什么规章？")
        assert status == 0
        assert out.startswith("报告里没有“小区物业”这个词，按“物业管理”查找。\n")
        told = json.loads(run("ask", "小区物业方面要制定什么规章？", "--json")[1])
        assert told["expanded"] == [{"word": "小区物业", "official": "物业管理"}]

    def test_why_is_told_where_it_is_asked_for(self, run: Run, built: None) -> None:
        assert "由这些合成" not in run("ask", _QUESTION)[1]
        status, out, _ = run("ask", _QUESTION, "--explain")
        assert status == 0
        assert "，由这些合成：起点 " in out
        assert "\n有：全年受理行政复议案件　意思第1，用词第1\n" in out
        told = json.loads(run("ask", _QUESTION, "--json", "--explain")[1])
        assert told["answer"]["why"][0]["signal"] == "bias"
        assert told["passages"][0]["why"]["met"] == ["全年受理行政复议案件"]
        plain = json.loads(run("ask", _QUESTION, "--json")[1])
        assert (plain["answer"]["why"], plain["passages"][0]["why"]) == (None, None)

    def test_a_refusal_suggests_a_question_unless_many_are_asked(
        self, run: Run, built: None
    ) -> None:
        asked = str(_MISS["question"])
        one = json.loads(run("ask", asked, "--json")[1])["refusal"]
        assert one["suggestion"]["question"] == "2021年受理行政复议案件多少件？"
        assert one["missing"] == ["2019年"]
        path = _write_lines("q.jsonl", {"question": asked})
        many = json.loads(run("ask", "--questions", path, "--json")[1])["refusal"]
        assert (many["suggestion"], many["missing"]) == (None, ["2019年"])
        explained = json.loads(run("ask", "--questions", path, "--json", "--explain")[1])
        assert explained["refusal"] == one

    def test_json_is_the_contracts(self, run: Run, built: None) -> None:
        status, out, err = run("ask", _QUESTION, "--json", "--top-k", "2")
        told = json.loads(out)
        assert (status, err) == (0, "")
        assert (told["question"], told["status"]) == (_QUESTION, "answered")
        assert (told["answer"]["text"], told["refusal"]) == ("128件", None)
        cited = told["answer"]["citation"]
        assert REPORTS[cited["source"]][cited["start"] : cited["end"]] == told["answer"]["quote"]
        assert [passage["rank"] for passage in told["passages"]] == [1, 2]

    def test_a_question_that_is_empty_is_refused_not_an_error(self, run: Run, built: None) -> None:
        status, out, _ = run("ask", "", "--json")
        told = json.loads(out)
        assert (status, told["refusal"]["reason"], told["passages"]) == (0, "empty", [])

    def test_half_a_surrogate_pair_can_be_printed(self, run: Run, built: None) -> None:
        status, out, _ = run("ask", f"\udcff{_QUESTION}", "--json")
        assert (status, json.loads(out)["question"]) == (0, f"?{_QUESTION}")

    def test_many_questions_are_answered_one_object_a_line_in_order(
        self, run: Run, built: None
    ) -> None:
        questions = [_QUESTION, "你好", "", "换\n行？", "哪些重点领域制定规章"]
        path = _write_lines("q.jsonl", *({"question": text} for text in questions))
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
        assert words in _one_line(err)

    def test_a_damaged_index_names_the_command_that_mends_it(self, run: Run, built: None) -> None:
        (file,) = Path("index").rglob("vectors.faiss")
        file.write_bytes(b"")
        status, out, err = run("ask", _QUESTION)
        assert (status, out) == (1, "")
        assert "请运行 reportqa build 重建索引。" in _one_line(err)
        assert run("build")[0] == run("ask", _QUESTION)[0] == 0

    def test_an_index_of_another_model_is_told(
        self, run: Run, built: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            "reportqa.embedding.builtin.load_builtin", lambda _notify: ToyEncoder("toy@2")
        )
        status, out, err = run("ask", _QUESTION)
        assert (status, out) == (1, "")
        assert "索引由模型 toy@1 建成，现在的模型是 toy@2" in _one_line(err)


class TestEval:
    def test_figures_are_printed_with_the_failing_questions(self, run: Run, built: None) -> None:
        wrong = _GOLD | {"id": "a-3", "evidence": ["没有的话"], "answer": "7件"}
        path = _write_lines("set.jsonl", _GOLD, _MISS, wrong)
        status, out, err = run("eval", path)
        assert (status, err) == (0, "")
        assert f"✗ a-3 [figure] {_QUESTION}\n    没有找到证据；答“128件”，应为“7件”\n" in out
        assert "✗ a-1" not in out
        figures = dict(line.split() for line in out.splitlines() if line.startswith(("hit", "ref")))
        assert (figures["hit@1"], figures["refusal_recall"]) == ("0.500", "1.000")

    def test_json_is_one_object_and_a_split_can_be_chosen(self, run: Run, built: None) -> None:
        path = _write_lines("set.jsonl", _GOLD, _MISS)
        status, out, err = run("eval", path, "--json", "--split", "dev")
        told = json.loads(out)
        assert (status, err) == (0, "")
        assert (told["n"], told["hit@1"], told["answer_exact"]) == (1, 1.0, 1.0)
        assert told["refusal_recall"] is None

    def test_how_far_probabilities_can_be_trusted_is_printed_and_drawn(
        self, run: Run, built: None
    ) -> None:
        path = _write_lines("set.jsonl", _GOLD, _MISS)
        status, out, err = run("eval", path, "--plot", "图.svg")
        assert (status, err) == (0, "")
        figures = dict(line.rsplit(maxsplit=1) for line in out.splitlines() if " " in line)
        assert figures["aurc"] == "0.250"
        assert figures["coverage at risk 0.1"] == "0.500"
        assert Path("图.svg").read_text(encoding="utf-8").startswith("<svg ")

    def test_results_are_compared(self, run: Run, built: None) -> None:
        path = _write_lines("set.jsonl", _GOLD, _MISS)
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

    def test_the_reader_alone_prints_the_contracts_figures(self, run: Run) -> None:
        qas = [{"question": _QUESTION, "answers": [{"text": "128件"}]}]
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
            (("没有.jsonl",), "没有.jsonl：题目文件读不出来"),
            (("set.jsonl", "--split", "train"), "里面没有“train”部分的题目"),
            (("set.jsonl", "--compare", "set.jsonl"), "不是 reportqa eval --json 的结果"),
            (("set.jsonl", "--index", "没有"), "这里还没有索引"),
            (("--squad", "set.jsonl"), "不是 SQuAD 2.0 格式"),
            (("set.jsonl", "--plot", "没有/图.svg"), "没有/图.svg：图写不进去"),
        ],
    )
    def test_a_mistake_is_one_line_and_status_1(
        self, run: Run, built: None, arguments: tuple[str, ...], words: str
    ) -> None:
        _write_lines("set.jsonl", _GOLD, _MISS)
        status, out, err = run("eval", *arguments, "--json")
        assert (status, out) == (1, "")
        assert words in _one_line(err)


class TestServe:
    @pytest.fixture
    def served(self, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
        """What the page was served with; it ends at once."""
        calls: list[dict[str, Any]] = []

        def serve(
            ask: Any, reports: Callable[[], tuple[Report, ...]], *_: Any, **more: Any
        ) -> None:
            sources = [report.source for report in reports()]
            calls.append({"answer": ask(_QUESTION).answer.text, "sources": sources, **more})
            more["announce"]("http://127.0.0.1:7860")

        monkeypatch.setattr("reportqa.web.serve", serve)
        return calls

    def test_a_first_start_builds_the_index(self, run: Run, served: list[dict[str, Any]]) -> None:
        status, out, err = run("serve", "--port", "8000")
        assert status == 0
        assert out == "网页已就绪：http://127.0.0.1:7860（按 Ctrl-C 结束）\n"
        assert _one_line(err) == "reportqa: 第一次使用：正在用 reports/ 建立索引……\n"
        (call,) = served
        assert (call["answer"], call["sources"]) == ("128件", list(REPORTS))
        assert (call["host"], call["port"]) == ("127.0.0.1", 8000)
        assert run("serve")[2] == ""

    def test_nothing_to_index_is_a_mistake(
        self, run: Run, served: list[dict[str, Any]], home: Path
    ) -> None:
        (home / "reports").rename(home / "anders")
        status, out, err = run("serve")
        assert (status, out, served) == (1, "", [])
        assert "这里还没有索引。请先运行 reportqa build" in _one_line(err)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "命令"),
        (("forget",), "forget"),
        (("ask",), "请给出一个问题，或用 --questions 给出一个文件"),
        (("ask", "甲", "--questions", "q.jsonl"), "请给出一个问题，或用 --questions"),
        (("ask", "--questions", "q.jsonl"), "--questions 需要同时给出 --json"),
        (("ask", "甲", "--top-k", "0"), "0：应是 1 到 100 的整数"),
        (("ask", "甲", "--top-k", "101"), "101：应是 1 到 100 的整数"),
        (("ask", "甲", "--top-k", "-1"), "--top-k"),
        (("ask", "甲", "--top-k", "三"), "三：应是 1 到 100 的整数"),
        (("ask", "甲", "乙\n丙"), "乙 丙"),
        (("build", "--nothing"), "--nothing"),
        (("eval",), "请给出一个题集，或用 --squad"),
        (("eval", "set.jsonl", "--squad", "dev.json"), "请给出一个题集，或用 --squad"),
        (("eval", "set.jsonl", "--plot", "图.png"), "图.png：只能画成 SVG"),
        (("eval", "--squad", "dev.json", "--plot", "图.svg"), "--plot 只用于题集"),
        (("serve", "--port", "x"), "--port"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    run: Run, arguments: tuple[str, ...], words: str
) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert words in _one_line(err)
    assert "--help" in err


def test_help_lists_the_commands(run: Run) -> None:
    status, out, err = run("--help")
    assert (status, err) == (0, "")
    for command in ("build", "ask", "eval", "serve"):
        assert f"\n    {command} " in out


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("build", ["PATH", "--index", "--json", "reportqa build --json"]),
        ("ask", ["QUESTION", "--questions", "--explain", "--top-k", "--json", 'reportqa ask "']),
        (
            "eval",
            [
                "--squad",
                "--compare",
                "--split",
                "--plot",
                "--index",
                "--json",
                "reportqa eval --squad",
            ],
        ),
        ("serve", ["--host", "--port", "--index", "reportqa serve --host"]),
    ],
)
def test_every_commands_help_has_its_options_and_examples(
    run: Run, command: str, words: list[str]
) -> None:
    status, out, err = run(command, "--help")
    assert (status, err) == (0, "")
    assert "示例：\n" in out
    assert [word for word in words if word not in out] == []


def _process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "reportqa.cli", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def test_a_process_builds_and_answers_with_the_builtin_model(
    builtin_encoder: OpenVinoEncoder,
) -> None:
    built = _process("build", "--json")
    assert (built.returncode, built.stderr) == (0, b"")
    assert json.loads(built.stdout)["reports"] == 3
    asked = _process("ask", f"😀{_QUESTION}", "--json", PYTHONIOENCODING="ascii")
    assert (asked.returncode, asked.stderr) == (0, b"")
    told = json.loads(asked.stdout)
    assert (told["question"], told["answer"]["text"]) == (f"😀{_QUESTION}", "128件")
    shown = _process("ask", _QUESTION, PYTHONIOENCODING="gbk")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout.decode("gbk").startswith("128件")


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_mistakes_and_help_are_told_on_any_terminal(encoding: str) -> None:
    wrong = _process("ask", PYTHONIOENCODING=encoding)
    assert (wrong.returncode, wrong.stdout, wrong.stderr.count(b"\n")) == (2, b"", 1)
    missing = _process("build", "没有😀", PYTHONIOENCODING=encoding)
    assert (missing.returncode, missing.stdout, missing.stderr.count(b"\n")) == (1, b"", 1)
    helped = _process("ask", "--help", PYTHONIOENCODING=encoding)
    assert (helped.returncode, helped.stderr) == (0, b"")


def test_a_reader_that_goes_away_is_no_accident() -> None:
    command = [sys.executable, "-m", "reportqa.cli", "ask", "--questions", "q.jsonl", "--json"]
    script = (
        "import reportqa.embedding.builtin as b; from toys import ToyEncoder;"
        "b.load_builtin = lambda _: ToyEncoder(); import sys; from reportqa.cli import main;"
        "sys.exit(main(sys.argv[1:]))"
    )
    assert main(["build"]) == 0
    _write_lines("q.jsonl", *[{"question": _QUESTION}] * 100)
    process = subprocess.Popen(
        [sys.executable, "-c", script, *command[3:]],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    )
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline().startswith(b'{"question"')
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(30), err) == (1, b"")


def test_control_c_ends_a_process_in_one_line() -> None:
    script = (
        "import signal, sys, time; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "import reportqa.embedding.builtin as b; from reportqa.cli import main;"
        "b.load_builtin = lambda _: (print('ready', flush=True), time.sleep(60));"
        "sys.exit(main(['build']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "", "reportqa: 已中断；原有索引未变。\n")
