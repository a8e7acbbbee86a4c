"""Commands as processes of their own: terminals, pipes, signals."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reportqa.cli import main
from reportqa.embedding.openvino_encoder import OpenVinoEncoder
from toys import ENVIRONMENT

from .commands import QUESTION, process, write_lines


def test_a_process_builds_and_answers_with_the_builtin_model(
    builtin_encoder: OpenVinoEncoder,
) -> None:
    built = process("build", "--json")
    assert (built.returncode, built.stderr) == (0, b"")
    assert json.loads(built.stdout)["reports"] == 3
    asked = process("ask", f"😀{QUESTION}", "--json", PYTHONIOENCODING="ascii")
    assert (asked.returncode, asked.stderr) == (0, b"")
    told = json.loads(asked.stdout)
    assert (told["question"], told["answer"]["text"]) == (f"😀{QUESTION}", "128件")
    shown = process("ask", QUESTION, PYTHONIOENCODING="gbk")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout.decode("gbk").startswith("128件")


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_mistakes_and_help_are_told_on_any_terminal(encoding: str) -> None:
    wrong = process("ask", PYTHONIOENCODING=encoding)
    assert (wrong.returncode, wrong.stdout, wrong.stderr.count(b"\n")) == (2, b"", 1)
    missing = process("build", "没有😀", PYTHONIOENCODING=encoding)
    assert (missing.returncode, missing.stdout, missing.stderr.count(b"\n")) == (1, b"", 1)
    helped = process("ask", "--help", PYTHONIOENCODING=encoding)
    assert (helped.returncode, helped.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full, as Linux has one")
def test_a_full_disk_behind_the_output_is_one_line() -> None:
    assert main(["build"]) == 0
    for arguments in (["list"], ["list", "--json"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "reportqa.cli", *arguments],
                stdout=full,
                stderr=subprocess.PIPE,
                env=ENVIRONMENT,
                check=False,
            )
        assert done.returncode == 1
        assert done.stderr.decode().startswith("reportqa: 读写出错（")
        assert done.stderr.count(b"\n") == 1


def test_a_reader_that_goes_away_is_no_accident() -> None:
    command = [sys.executable, "-m", "reportqa.cli", "ask", "--questions", "q.jsonl", "--json"]
    script = (
        "import reportqa.embedding.builtin as b; from toys import ToyEncoder;"
        "b.load_builtin = lambda _: ToyEncoder(); import sys; from reportqa.cli import main;"
        "sys.exit(main(sys.argv[1:]))"
    )
    assert main(["build"]) == 0
    write_lines("q.jsonl", *[{"question": QUESTION}] * 100)
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


@pytest.mark.parametrize("closed", [1, 2])
@pytest.mark.parametrize("command", ["list", "history", "doctor", "ask"])
def test_a_closed_output_is_no_accident(command: str, closed: int) -> None:
    assert main(["build"]) == 0
    script = (
        "import reportqa.embedding.builtin as b; from toys import ToyEncoder;"
        "b.load_builtin = lambda _: ToyEncoder(); import sys; from reportqa.cli import main;"
        f"sys.exit(main({[command, QUESTION, '--json'] if command == 'ask' else [command]}))"
    )
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {closed}>&-', sys.executable, "-c", script],
        capture_output=True,
        env=ENVIRONMENT,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert bool(done.stdout) == (closed == 2)


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


def test_control_c_before_the_command_is_there_is_told_of_as_well() -> None:
    script = (
        "import signal, sys; from types import SimpleNamespace; from reportqa.cli import main;"
        "interrupt = lambda name, *_: signal.raise_signal(2) if 'running' in name else None;"
        "signal.signal(2, signal.default_int_handler);"
        "sys.meta_path.insert(0, SimpleNamespace(find_spec=interrupt)); sys.exit(main([]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    told = (done.returncode, done.stdout, done.stderr.decode())
    assert told == (130, b"", "reportqa: 已中断；原有索引未变。\n")


@pytest.mark.parametrize(
    "fail",
    [
        "threading.main_thread().join(), [][0]",
        # Its pool is closed while the main thread still lives.
        "[pool.submit(int) for _ in iter(int, 1)]",
    ],
)
def test_a_thread_that_fails_once_the_command_is_done_says_nothing(fail: str) -> None:
    script = (
        "import sys, threading; from concurrent.futures import ThreadPoolExecutor;"
        f"from reportqa.cli import main; pool = ThreadPoolExecutor(1); fail = lambda: ({fail});"
        "threading.Thread(target=fail).start(); sys.exit(main(['ask']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, env=ENVIRONMENT, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


def test_a_command_that_needs_no_reader_lets_it_be_loaded_before_it_ends() -> None:
    script = (
        "import sys, time; from types import SimpleNamespace as Namespace;"
        "from reportqa.answering import load_reader_meanwhile, readers;"
        "readers.current = lambda folder: folder;"
        "readers.Manifest = Namespace(read=lambda _: Namespace(identity=readers.IDENTITY));"
        "readers._reader = lambda: (print('loading'), time.sleep(0.5), print('loaded'));"
        "load_reader_meanwhile('index'); sys.exit(1)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, env=ENVIRONMENT, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, b"loading\nloaded\n", b"")
