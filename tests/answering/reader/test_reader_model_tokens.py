from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportqa.answering.reader.tokens import OffsetTokenizer, normalised_with_origins
from reportqa.embedding.unigram import normalise, write_pieces

_PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
_PIECES += [("▁", -1.0), ("新", -3.0), ("增", -3.0), ("新增", -5.0), ("20", -4.0), ("m", -3.0)]
_PIECES += [("2", -3.0), ("0", -3.0), (",", -2.0)]

_AWKWARD = "新增20２０㎡，,\n 　\t\u200bé\u0301ｶﾞ가각\u1100\u1161～…🀄𠮷的。"


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> OffsetTokenizer:
    folder: Path = tmp_path_factory.mktemp("pieces")
    write_pieces(folder, _PIECES)
    return OffsetTokenizer.from_folder(folder)


@pytest.mark.parametrize(
    ("text", "slices"),
    [
        ("新增20", ["", "新增", "20"]),
        ("２０㎡，新", ["", "２０", "㎡", "㎡", "，", "新"]),
        ("新\n\n增", ["", "新", "\n\n", "增"]),
        ("就就新", ["", "就就", "新"]),
        ("新就", ["", "新", "就"]),
        ("", [""]),
    ],
)
def test_each_token_stands_for_a_slice(toy: OffsetTokenizer, text: str, slices: list[str]) -> None:
    ids, places = toy.tokens(text)
    assert [text[start:end] for start, end in places] == slices
    assert ids == toy.encode(text)[1:-1]


@given(st.text(st.sampled_from(_AWKWARD)) | st.text())
@example("e\x01\u0301")
@example("\u1100\u1161\u11a8")
@example("  新 ")
def test_origins_lie_in_the_text_and_run_forward(text: str) -> None:
    characters, origins = normalised_with_origins(text)
    assert characters == normalise(text)
    assert len(origins) == len(characters)
    assert all(0 <= start < end <= len(text) for start, end in origins)
    assert origins == sorted(origins)


@given(st.text(st.sampled_from(_AWKWARD)) | st.text())
def test_tokens_cover_all_but_blanks_in_order(toy: OffsetTokenizer, text: str) -> None:
    ids, places = toy.tokens(text)
    assert ids == toy.encode(text, 100_000)[1:-1]
    assert len(ids) == len(places)
    assert all(0 <= start <= end <= len(text) for start, end in places)
    assert places == sorted(places)
    covered = {at for start, end in places for at in range(start, end)}
    left = "".join(character for at, character in enumerate(text) if at not in covered)
    assert normalise(left).strip() == ""
