"""What `import reportqa` offers, and what it does not drag in."""

import subprocess
import sys
from importlib.metadata import version

import pytest

import reportqa
from reportqa import errors
from reportqa.embedding.openvino_encoder import OpenVinoEncoder

_HEAVY = {"torch", "gradio", "openvino", "faiss", "numpy", "transformers", "rich"}


def _modules_after(statement: str, *arguments: str) -> set[str]:
    script = f"import sys\n{statement}\nprint(' '.join(sys.modules))"
    command = [sys.executable, "-c", script, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(ran.stdout.splitlines()[-1].split())


def test_every_exported_name_is_there_and_at_home_in_reportqa() -> None:
    for name in set(reportqa.__all__) - {"__version__"}:
        value = getattr(reportqa, name)
        assert value.__module__.startswith("reportqa."), name
        assert value.__name__ == name
        assert value.__doc__, name


def test_all_agrees_with_what_can_be_reached() -> None:
    public = {name for name in vars(reportqa) if not name.startswith("_")}
    modules = {name for name in public if hasattr(getattr(reportqa, name), "__path__")}
    modules |= {name for name in public if f"reportqa.{name}" in sys.modules}
    helpers = {"import_module", "TYPE_CHECKING", "Any"}
    assert public - modules - helpers <= set(reportqa.__all__)
    assert set(reportqa.__all__) <= set(dir(reportqa))
    assert len(reportqa.__all__) == len(set(reportqa.__all__))


def test_every_error_is_exported() -> None:
    named = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.ReportqaError)
    }
    assert named <= set(reportqa.__all__)
    assert len(named) == 14


def test_the_version_is_that_of_the_installed_package() -> None:
    assert reportqa.__version__ == version("reportqa")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'reportqa' has no attribute 'nothing'"):
        reportqa.nothing  # noqa: B018


@pytest.mark.parametrize("statement", ["import reportqa", "import reportqa.cli"])
def test_importing_loads_nothing_heavy(statement: str) -> None:
    assert _modules_after(statement) & _HEAVY == set()


def test_names_resolve_in_a_fresh_interpreter_in_any_order() -> None:
    script = "import reportqa\nfor name in reversed(reportqa.__all__): getattr(reportqa, name)"
    assert "reportqa.evaluation.running" in _modules_after(script)


def test_asking_with_the_builtin_model_does_not_import_torch(
    builtin_encoder: OpenVinoEncoder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("asking")
    (folder / "a.txt").write_text("全年受理行政复议案件128件。", encoding="utf-8")
    reportqa.build([folder / "a.txt"], str(folder / "index"), encoder=builtin_encoder)
    asking = "from reportqa.cli import main; assert main(sys.argv[1:]) == 0"
    question = ("ask", "受理行政复议案件多少件？", "--json", "--index", str(folder / "index"))
    loaded = _modules_after(asking, *question)
    assert {"openvino", "faiss"} <= loaded
    assert loaded & {"torch", "transformers", "sentence_transformers", "gradio"} == set()
