"""What the machine could do, measured with the real model."""

from bench.limits import _LENGTHS, lengths, queries


def test_questions_embedded_together_are_timed_beside_those_alone() -> None:
    figures = queries()
    assert set(figures) == {"alone_s", "together_s"}
    assert all(0 < seconds < 60 for seconds in figures.values())


def test_texts_of_each_length_are_timed() -> None:
    times = lengths()["ms"]
    assert tuple(times) == _LENGTHS
    assert all(0 < time < 60_000 for time in times.values())
