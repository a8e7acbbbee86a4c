from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from reportqa.embedding import model_folder
from reportqa.embedding.openvino_encoder import OpenVinoEncoder
from reportqa.embedding.unigram import UnigramTokenizer, normalise, write_pieces
from reportqa.embedding.weights import SpecialIds

_PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
_PIECES += [("▁", -1.0), ("新", -3.0), ("增", -3.0), ("新增", -5.0), ("就业", -4.0), ("s", -3.0)]


@pytest.fixture
def toy(tmp_path: Path) -> UnigramTokenizer:
    write_pieces(tmp_path, _PIECES)
    return UnigramTokenizer.from_folder(tmp_path)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("新增就业", [0, 4, 7, 8, 2]),
        ("新 增", [0, 4, 5, 4, 6, 2]),
        ("新 \t 增", [0, 4, 5, 4, 6, 2]),
        ("就", [0, 4, 3, 2]),
        ("就就新", [0, 4, 3, 5, 2]),
        ("", [0, 4, 2]),
        ("s<s>", [0, 4, 9, 3, 9, 3, 2]),
    ],
)
def test_the_most_probable_pieces_win(toy: UnigramTokenizer, text: str, ids: list[int]) -> None:
    assert toy.encode(text) == ids
    toy.prepare_for_many()
    assert toy.encode(text) == ids


def test_long_text_is_cut_between_the_marks(toy: UnigramTokenizer) -> None:
    assert toy.encode("新增" * 9, limit=5) == [0, 4, 7, 7, 2]
    assert toy.encode("新" * 1_000_000) == [0, 4, *[5] * 509, 2]


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("ＡＢＣ１２３％", "ABC123%"),
        ("30～40", "30～40"),
        ("a　 \n b", "a b"),
        ("\x01\x7f政\ufeff府", "政 府"),
        ("e\u0301", "é"),
        ("①㎡", "1m2"),
    ],
)
def test_text_is_normalised_as_the_model_was_taught(text: str, normal: str) -> None:
    assert normalise(text) == normal


# Blocks that both sides know alike: their Unicode versions differ (14 here, an older one there).
_BLOCKS = [(1, 0x24F), (0x300, 0x36F), (0x600, 0x6FF), (0x2000, 0x206F), (0x2460, 0x24FF)]
_BLOCKS += [(0x3000, 0x30FF), (0x3200, 0x32FE), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3)]
_BLOCKS += [(0xFF01, 0xFFEE), (0x1F300, 0x1F64F)]
_TEXT = st.text(st.one_of([st.characters(min_codepoint=a, max_codepoint=b) for a, b in _BLOCKS]))


@pytest.fixture(scope="module")
def both(
    builtin_encoder: OpenVinoEncoder,
) -> tuple[UnigramTokenizer, UnigramTokenizer, Tokenizer]:
    """Ours as it is for a question, ours as it is for many texts, and the library's."""
    folder = model_folder()
    library = Tokenizer.from_file(str(folder / "tokenizer.json"))
    library.enable_truncation(512)
    own, fast = (UnigramTokenizer.from_folder(folder / "openvino") for _ in range(2))
    fast.prepare_for_many()
    return own, fast, library


@given(text=_TEXT)
@example(text="2020年，全市城镇新增就业12.3万人，同比增长5.6％。")
@example(text="烏魯木齊市國民經濟 ３０～４０％ “十三五”規劃")
@example(text="ئۈرۈمچى ▁ Ürümqi  ｶﾞ 😀😀 ２０")
@example(text="政" * 2000)
@example(text="a " * 1500)
def test_it_agrees_with_the_tokenizers_library(
    both: tuple[UnigramTokenizer, UnigramTokenizer, Tokenizer], text: str
) -> None:
    own, fast, library = both
    prompted = f"passage: {text}"
    assert own.encode(prompted) == fast.encode(prompted) == library.encode(prompted).ids


def test_special_ids_are_found_by_name(toy: UnigramTokenizer) -> None:
    assert toy.pad == SpecialIds(bos=0, eos=2, pad=1, unk=3).pad
