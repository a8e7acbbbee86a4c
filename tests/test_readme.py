"""The README's examples are run: a dead one fails."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent
_READMES = ("README.md", "README.en.md")
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?P<target>[^)#]+)[^)]*\)")
_ANYTHING = "…"
# Processors that compute in floats and those that do in whole numbers differ a little.
_LABEL = re.compile("把握：[高中低]")


def _blocks(readme: str, kind: str) -> list[str]:
    text = (_ROOT / readme).read_text(encoding="utf-8")
    return [found["body"] for found in _BLOCK.finditer(text) if found["kind"] == kind]


def _examples(readme: str) -> list[tuple[str, list[str]]]:
    """Commands after `$ ` with the lines that should follow; … stands for anything."""
    examples: list[tuple[str, list[str]]] = []
    for block in _blocks(readme, "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                examples.append((line[2:], []))
            else:
                examples[-1][1].append(line)
    return examples


@pytest.mark.parametrize("readme", _READMES)
def test_python_example_runs(readme: str, tmp_path: Path) -> None:
    shutil.copytree(_ROOT / "reports", tmp_path / "reports")
    (example,) = _blocks(readme, "python")
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", example],
        capture_output=True,
        cwd=tmp_path,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout == "99.7% 《乌鲁木齐市人民政府2020年度法治政府建设情况报告》一（七）第11段\n"


def _pattern(lines: list[str]) -> str:
    exact = r"\n".join(".*".join(map(re.escape, line.split(_ANYTHING))) for line in lines)
    return _LABEL.sub(_LABEL.pattern, exact)


@pytest.mark.parametrize("readme", _READMES)
def test_commands_print_what_the_readme_says(readme: str, tmp_path: Path) -> None:
    shutil.copytree(_ROOT / "reports", tmp_path / "reports")
    shutil.copytree(_ROOT / "eval", tmp_path / "eval")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUTF8": "1",
    }
    examples = _examples(readme)
    assert examples
    for command, expected in examples:
        run = subprocess.run(
            command,
            shell=True,
            capture_output=True,
            cwd=tmp_path,
            env=environment,
            encoding="utf-8",
            check=False,
        )
        assert run.returncode == 0, f"{command}: {run.stderr}"
        printed = "\n".join(line.rstrip() for line in run.stdout.strip().splitlines())
        assert re.fullmatch(_pattern(expected), printed, re.DOTALL), f"{command}:\n{printed}"


@pytest.mark.parametrize("readme", _READMES)
def test_make_targets_exist(readme: str) -> None:
    targets = re.findall(r"^make (\w+)", "\n".join(_blocks(readme, "bash")), re.MULTILINE)
    assert {"chat", "test"} <= set(targets)
    rules = (_ROOT / "Makefile").read_text(encoding="utf-8")
    assert [name for name in targets if not re.search(rf"^{name}:", rules, re.MULTILINE)] == []


@pytest.mark.parametrize("page", [*_READMES, "CONTRIBUTING.md", "docs/architecture.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (_ROOT / page).read_text(encoding="utf-8")
    targets = [found["target"] for found in _LINK.finditer(text)]
    inside = [target for target in targets if "://" not in target]
    assert inside
    missing = [target for target in inside if not ((_ROOT / page).parent / target).exists()]
    assert missing == []
