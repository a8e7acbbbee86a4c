"""What a browser calls a file never leads anywhere."""

from pathlib import Path

import pytest
from hypothesis import given

from reportqa.errors import UsageError
from reportqa.web.uploads import free_name, is_taken, safe_name, write_new

from .markup import anything


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("2014.txt", "2014.txt"),
        ("2014年 政府工作报告.DOCX", "2014年 政府工作报告.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\我\\报告.pdf", "报告.pdf"),
        ("/etc/cron.d/x.md", "x.md"),
        ("..txt", "报告.txt"),
        (".hidden.txt", "hidden.txt"),
        ("~$报告.docx", "报告.docx"),
        ("a\x00b\n\u202ec.txt", "abc.txt"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("con.txt", "_con.txt"),
        ("COM1.x.txt", "_COM1.x.txt"),
        ("-rf.txt", "rf.txt"),
        (" .txt", "报告.txt"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_names_become_plain(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["", "a", "a.exe", "a.txt.exe", "a.toml", "txt", "..", "a.txt/"])
def test_other_formats_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"不支持这种文件（支持 \.txt"):
        safe_name(name)


@given(anything)
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    safe = safe_name(f"{name}.txt")
    assert Path(safe).name == safe
    assert not safe.startswith((".", "~", "-"))
    assert safe.endswith(".txt")
    assert len(safe.encode()) <= 200
    assert safe_name(safe) == safe


def test_a_long_name_keeps_whole_characters() -> None:
    assert safe_name("长" * 300 + ".txt") == "长" * 53 + ".txt"


def test_a_free_name_stands_beside_what_is_there(tmp_path: Path) -> None:
    assert free_name(tmp_path, "a.txt") == "a.txt"
    (tmp_path / "a.txt").touch()
    (tmp_path / "a (2).txt").symlink_to("nowhere")
    (tmp_path / "a (3).txt.toml").touch()
    assert is_taken(tmp_path, "a (2).txt")
    assert free_name(tmp_path, "a.txt") == "a (4).txt"


def test_nothing_is_written_over_or_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "target.txt")
    (tmp_path / "there.txt").write_text("old")
    for name in ("link.txt", "there.txt"):
        with pytest.raises(FileExistsError):
            write_new(tmp_path / name, b"new")
    assert not (tmp_path / "target.txt").exists()
    assert (tmp_path / "there.txt").read_text() == "old"
