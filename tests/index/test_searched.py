"""What is embedded: each title once, every chunk's own words, and the two together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportqa.index.searched import TITLE_WEIGHT, embed_chunks
from toys import ToyEncoder

_WORD = st.text("甲乙丙丁戊己2019年", min_size=1, max_size=8)


@given(st.lists(st.tuples(st.sampled_from(["甲市", "乙县2019年", ""]), _WORD), max_size=12))
def test_a_vector_is_that_of_the_words_and_a_little_of_the_title(
    texts: list[tuple[str, str]],
) -> None:
    encoder = ToyEncoder()
    told: list[int] = []
    vectors = embed_chunks(encoder, texts, told.append)
    assert vectors.shape == (len(texts), encoder.dimension)
    assert vectors.dtype == np.float32
    titles = list(dict.fromkeys(title for title, _ in texts))
    assert encoder.passages == [*titles, *(words for _, words in texts)]
    assert sum(told) == len(texts)
    assert all(more > 0 for more in told)
    for vector, (title, words) in zip(vectors, texts, strict=True):
        one, other = encoder.encode([words, title], "passage")
        both = one + TITLE_WEIGHT * other
        assert vector == pytest.approx(both / np.linalg.norm(both), abs=1e-6)
