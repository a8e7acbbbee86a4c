"""The trained reader: where in a passage the words stand that answer, or that none do."""

from reportqa.answering.reader.decoding import PassageReading, ScoredSpan, TokenScores
from reportqa.answering.reader.model import ReaderModel

__all__ = ["PassageReading", "ReaderModel", "ScoredSpan", "TokenScores"]
