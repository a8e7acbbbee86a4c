"""Slips of the keyboard in a question, put right by the words that the reports have.

People type by sound, so that what goes wrong sounds the same: 公步 for 公布. A character is
exchanged for one that sounds like it only if no report has it beside either of its neighbours,
some report has the new pair, and the question becomes far more likely Chinese; what was exchanged
is told to the asker.

Method: a noisy channel (Kernighan, Church and Gale 1990, "A spelling correction program based on
a noisy channel model") whose language model is the table of the built-in model's tokenizer.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from reportqa.normalising import has_chinese, normalise
from reportqa.types import Expansion

# How much more likely the question must become, as a difference of natural logarithms, by how many
# characters in a row some report has with the new one among them. Those for two and three were
# chosen on 3,500 of the questions by hand that training has seen, each with its own document: 42
# were changed, 38 of them rightly; that for four on these and as many readings again.
_LEAST_GAINS = {4: -0.5, 3: 6.0, 2: 10.0}
# Characters to either side that the likelihood is taken of.
_NEAR = 6
# Words of their own that stand beside anything.
_SMALL_WORDS = frozenset("的地得了是在有给里几哪那什么多个时一想")


def without_slips(
    question: str, knows: Callable[[str], bool], likelihood: Callable[[str], float]
) -> tuple[str, tuple[Expansion, ...]]:
    """The question as it is looked up, and which pairs of characters were exchanged for that.

    Args:
        question: As asked; given back unchanged where nothing is exchanged.
        knows: Whether some text of the library has these characters, one after another.
        likelihood: The natural logarithm of how likely a text is.
    """
    text = normalise(question)
    exchanged: dict[str, Expansion] = {}
    for at in range(len(text)):
        if text[at] in _SMALL_WORDS or any(map(knows, _runs(text, at, 2))):
            continue
        right = _put_right(text, at, knows, likelihood)
        if right:
            pairs = zip(_runs(text, at, 2), _runs(right, at, 2), strict=True)
            typed, meant = next(pair for pair in pairs if knows(pair[1]))
            exchanged[typed] = Expansion(typed, meant)
            text = right
    return text if exchanged else question, tuple(exchanged.values())


def _put_right(
    text: str, at: int, knows: Callable[[str], bool], likelihood: Callable[[str], float]
) -> str | None:
    """The text with another character there, None if none is much likelier."""
    changed = [text[:at] + other + text[at + 1 :] for other in _sounding_like(text[at])]
    near = slice(max(0, at - _NEAR), at + _NEAR + 1)
    found = []
    for one in changed:
        # Looking pairs up takes the least time by far, and hardly any is known.
        if not _is_known(one, at, 2, knows):
            continue
        row = next(length for length in _LEAST_GAINS if _is_known(one, at, length, knows))
        gain = likelihood(one[near]) - likelihood(text[near])
        if gain >= _LEAST_GAINS[row]:
            found.append((row, gain, one))
    return max(found)[2] if found else None


def _is_known(text: str, at: int, length: int, knows: Callable[[str], bool]) -> bool:
    """Whether some report has so many characters with the one at a place, no small words."""
    runs = (run for run in _runs(text, at, length) if _SMALL_WORDS.isdisjoint(run))
    return any(map(knows, runs))


def _runs(text: str, at: int, length: int) -> Iterator[str]:
    """The stretches of so many Chinese characters that hold the one at a place."""
    for start in range(max(0, at - length + 1), at + 1):
        run = text[start : start + length]
        if len(run) == length and all(map(has_chinese, run)):
            yield run


def _sounding_like(character: str) -> frozenset[str]:
    return _homophones().get(character, frozenset()) - {character}


@cache
def _homophones() -> dict[str, frozenset[str]]:
    """For each character those that sound like it, itself among them."""
    lines = Path(__file__).with_name("homophones.txt").read_text("utf-8").splitlines()
    found: dict[str, frozenset[str]] = {}
    for group in lines:
        if not group.startswith("#"):
            for character in group:
                found[character] = found.get(character, frozenset()) | frozenset(group)
    return found
