"""An encoder whose numbers a person can check, and small invented reports to use it on."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reportqa.answering.reader import PassageReading, ScoredSpan, TokenScores
from reportqa.embedding import Encoder, Kind

_BUCKETS = 61

# For processes that need these toys.
ENVIRONMENT = os.environ | {
    "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
}


class ToyEncoder:
    """Counts characters: `cosine = 0.8 + 0.2 * (cosine of the two texts' character counts)`.

    Position 0 of a vector is the square root of 0.8 (1 for a text of blanks alone); the others
    hold the counts of the characters whose code point modulo 61 is one less than the position,
    scaled so that the vector has unit length. As with the built-in model, cosines crowd between
    0.8 and 1.
    """

    def __init__(self, identity: str = "toy@1", seconds_per_text: float = 0.0) -> None:
        self.identity = identity
        self.dimension = 1 + _BUCKETS
        self.calls: list[tuple[Kind, tuple[str, ...]]] = []
        self._seconds_per_text = seconds_per_text

    def encode(
        self,
        texts: Sequence[str],
        kind: Kind,
        progress: Callable[[int], None] | None = None,
    ) -> NDArray[np.float32]:
        self.calls.append((kind, tuple(texts)))
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            time.sleep(self._seconds_per_text)
            for character in "".join(text.split()):
                vector[1 + ord(character) % _BUCKETS] += 1
            length = float(np.linalg.norm(vector))
            vector[:] *= np.sqrt(0.2) / length if length else 0.0
            vector[0] = np.sqrt(0.8) if length else 1.0
            if progress:
                progress(1)
        return vectors

    @property
    def passages(self) -> list[str]:
        """Every text that was embedded as what is searched, in order."""
        return [text for kind, texts in self.calls if kind == "passage" for text in texts]


class Remembering:
    """An encoder that embeds each text once: many questions read the same passages."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[tuple[Kind, str], NDArray[np.float32]] = {}
        self.identity = encoder.identity
        self.dimension = encoder.dimension

    def encode(
        self,
        texts: Sequence[str],
        kind: Kind,
        progress: Callable[[int], None] | None = None,
    ) -> NDArray[np.float32]:
        new = list(dict.fromkeys(text for text in texts if (kind, text) not in self._known))
        for text, vector in zip(new, self._encoder.encode(new, kind), strict=True):
            self._known[kind, text] = vector
        if progress:
            progress(len(texts))
        rows = [self._known[kind, text] for text in texts]
        return np.array(rows, np.float32).reshape(-1, self.dimension)


LAW = """\
云溪市人民政府2021年度
法治政府建设工作报告
2021年，全市上下认真落实法治政府建设各项任务。现将情况报告如下：
一、主要成效

（一）依法行政水平提升。全年受理行政复议案件128件，办结121件，办结率达94.5%。市司法局会同各区（县）\
培训行政执法人员2549名，发放“行政执法监督证”86本；制定《云溪市河道管理办法》等3部规章。
（二）普法宣传有声有色。全市开展法治宣传2.5万余次，发放材料40万份，参与网络学法28.4万人次。
二、存在的问题
一是部分干部法治意识不强。二是基层执法力量薄弱。三是“放得下、难接住”的情况依然存在。

三、下一步安排
1.完善立法。围绕水源保护、垃圾分类、物业管理、道路停车等重点领域制定规章。
2.强化监督。
"""
DATA = """\
云溪市数字经济发展2022年工作总结
一、总体情况
全市数字经济核心产业增加值98.7亿元，占地区生产总值的8.2%。
新建第五代移动通信基站1,206座，实现乡镇全覆盖。
二、产业培育
市工业和信息化局牵头组建云溪数据集团，引进企业37家。
"""
NOTES = "河道巡查记录。今日水位12.3米，一切正常。"

HEADERS = 4
"""How many titles with their years an index of `REPORTS` embeds: two of LAW, which plans, too."""

# By source, in the order of an index.
REPORTS = {"数字经济2022.txt": DATA, "法治/2021.txt": LAW, "记录.txt": NOTES}


def write_reports(folder: Path) -> Path:
    """The three invented reports, in a folder `reports` that is made here."""
    reports = folder / "reports"
    for source, text in REPORTS.items():
        path = reports / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return reports


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """A text without the one pair of brackets in it, and where what stood in them stands."""
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), (start, end)


def reading_of(text: str, scores: dict[str, float]) -> PassageReading:
    """A reading of one token a character that proposes these words with these scores."""
    start = np.full(len(text), -9.0, np.float32)
    end = np.full(len(text), -9.0, np.float32)
    spans = []
    for words, score in scores.items():
        at = text.index(words)
        start[at] = end[at + len(words) - 1] = score / 2
        spans.append(ScoredSpan(at, at + len(words), score))
    spans.sort(key=lambda span: -span.score)
    places = [(at, at + 1) for at in range(len(text))]
    return PassageReading(tuple(spans), 0.0, 1.0, (TokenScores(places, start[:, None] + end),))
