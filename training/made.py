"""Examples made by rule from official documents, drawn anew each time."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.clause_facts import clause_facts
from training.documents import Page
from training.everyday import Synonyms, in_everyday_words
from training.examples import Example, without_answer
from training.facts import Fact
from training.figure_facts import figure_facts
from training.near_misses import near_miss
from training.pair_facts import pair_facts
from training.voices import mistyped, padded, spoken, traditional
from training.windows import sentence_spans

_ANSWERED = 0.52
_NEAR_MISS = 0.28
_TAKEN_OUT = 0.08
_TITLED = 0.5
_EVERYDAY = 0.45
_MISTYPED = 0.12
_TRADITIONAL = 0.08
_NAMING = 0.35
_PADDED = 0.15
_ABRIDGED = 0.2
_EXCHANGED = 0.5
_LONG = 16
_SHORTEST_LEFT = 20


@dataclass(frozen=True, slots=True)
class MadeItem:
    """A fact of a page, with the pages of the same document that are most like it."""

    page: Page
    fact: Fact
    neighbours: tuple[str, ...]


def made_items(pages: Sequence[Page]) -> dict[str, list[MadeItem]]:
    """The facts of all pages, by kind."""
    items: dict[str, list[MadeItem]] = defaultdict(list)
    for own in _by_document(pages).values():
        bigrams = [_bigrams(page.text) for page in own]
        for at, page in enumerate(own):
            facts = [*figure_facts(page.text), *pair_facts(page.text), *clause_facts(page.text)]
            if not facts:
                continue
            like = Counter(
                {
                    other: len(bigrams[at] & bigrams[other]) / (len(bigrams[other]) + 20)
                    for other in range(len(own))
                    if other != at
                }
            )
            neighbours = tuple(own[other].text for other, _ in like.most_common(4))
            for fact in facts:
                items[fact.kind].append(MadeItem(page, fact, neighbours))
    return items


def draw_made(item: MadeItem, rng: random.Random, synonyms: Synonyms | None = None) -> Example:
    """One example for a fact: answered, nearly answered, or with the sentence taken out."""
    page, fact = item.page, item.fact
    plain = rng.choice(fact.questions)
    titled = rng.random() < _TITLED
    luck = rng.random()
    group = page.document
    if luck >= _ANSWERED and luck < _ANSWERED + _NEAR_MISS:
        missed = near_miss(plain, page, fact, titled, rng)
        if missed is not None:
            return without_answer(
                _voiced(missed, page, rng, synonyms), _under(page, page.text, titled), group
            )
    question = _voiced(_named(plain, page, rng) if titled else plain, page, rng, synonyms)
    if luck >= _ANSWERED + _NEAR_MISS:
        wrong = _wrong(item, rng, take_out=luck < _ANSWERED + _NEAR_MISS + _TAKEN_OUT)
        if wrong is not None:
            return without_answer(question, _under(page, wrong, titled), group)
    passage = _under(page, page.text, titled)
    shift = len(passage) - len(page.text)
    return Example(question, passage, fact.start + shift, fact.end + shift, "span", group)


def _under(page: Page, text: str, titled: bool) -> str:
    return f"{page.title}\n{text}" if titled else text


def _named(question: str, page: Page, rng: random.Random) -> str:
    """With the place and the year of the report, as people who know several reports ask."""
    if rng.random() >= _NAMING or "年" in question[:6]:
        return question
    bare = question.removeprefix("全市").removeprefix("我市")
    place = rng.choice((page.place, f"{page.place}市")) if page.place in page.title else ""
    year = (
        rng.choice((f"{page.year}年", f"{page.year}年", "")) if str(page.year) in page.title else ""
    )
    return f"{place}{year}{bare}"


def _voiced(question: str, page: Page, rng: random.Random, synonyms: Synonyms | None) -> str:
    if rng.random() < _PADDED:
        question = padded(question, rng, page.text)
    if rng.random() < _ABRIDGED:
        question = _abridged(question, rng)
    if rng.random() < _EVERYDAY:
        question = in_everyday_words(question, rng)
        if synonyms is not None and rng.random() < _EXCHANGED:
            question = synonyms.exchanged(question, rng)
    if rng.random() < _MISTYPED:
        question = mistyped(question, rng)
    question = spoken(question, rng)
    return traditional(question) if rng.random() < _TRADITIONAL else question


def _abridged(question: str, rng: random.Random) -> str:
    """Shorter, as people recall it: without a word of relation or the first few characters."""
    if len(question) > _LONG and rng.random() < 0.5:
        cut = question.find("的", 2, len(question) // 2)
        return question[cut + 1 :] if cut > 0 else question[2:]
    for small in ("的", "了", "累计", "全市", "进一步", "和"):
        if small in question and rng.random() < 0.5:
            question = question.replace(small, "", 1)
    return question


def _wrong(item: MadeItem, rng: random.Random, *, take_out: bool) -> str | None:
    text, fact = item.page.text, item.fact
    answer = text[fact.start : fact.end]
    if take_out:
        left = "".join(
            text[start:end]
            for start, end in sentence_spans(text)
            if end <= fact.start or start >= fact.end
        )
        return left if len(left) >= _SHORTEST_LEFT and answer not in left else None
    others = [other for other in item.neighbours if answer not in other]
    return rng.choice(others) if others else None


def _by_document(pages: Iterable[Page]) -> dict[str, list[Page]]:
    documents: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        documents[page.document].append(page)
    return documents


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
