"""What the rules of `reportqa.answering` would refuse of the answers written by hand.

Each rule says that certain words cannot answer a question. The readings have answers that do, so
that a rule is as good as it contradicts few of them.
"""

from collections import Counter
from collections.abc import Iterable

from reportqa.answering.agreeing import NUMERAL
from reportqa.answering.agreeing.opposites import is_of_another, is_of_the_opposite
from reportqa.answering.agreeing.periods import contradicts
from reportqa.answering.agreeing.substitutes import is_of_a_substitute
from reportqa.answering.figures import find_figures
from reportqa.answering.marking.wording import is_balanced, says_nothing_new
from reportqa.answering.understanding.questions import Question, Wants, understand
from training.examples import Reading

_FIGURES = frozenset({Wants.FIGURE, Wants.RATE})


def contradicted(readings: Iterable[Reading]) -> dict[str, tuple[int, int]]:
    """Of each rule, how many answers it contradicts (fewer is better), and of how many."""
    against: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for reading in readings:
        if reading.spans:
            question = understand(reading.question)
            for rule, broken in _told(reading, question):
                of[rule] += 1
                against[rule] += broken
    return {rule: (against[rule], number) for rule, number in of.items()}


def _told(reading: Reading, question: Question) -> Iterable[tuple[str, bool]]:
    text, span = reading.context, reading.spans[0]
    words = text[slice(*span)]
    yield "says nothing new", says_nothing_new(words, question)
    yield "has half a pair of brackets", not is_balanced(words)
    yield "is of another thing", is_of_another(text, "", span, question)
    if question.wants not in _FIGURES:
        return
    yield "is of a substitute", is_of_a_substitute(text, "", span, question)
    yield "is of the opposite", is_of_the_opposite(text, "", span, question)
    yield "is of another period", contradicts(text, span, question)
    yield "has no numeral", not NUMERAL.search(words)
    if question.wants_level:
        yield "is a share for a level", any(figure.is_rate for figure in find_figures(words))
