"""PDF: the text layer as running text, page by page; pages without one are recognised.

PDFium reads the characters and where they stand; `reportqa.reading.layout` makes text of that.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from threading import Lock
from typing import Any

from reportqa.errors import ReadError
from reportqa.reading.extracted import MAX_CHARACTERS, MAX_PAGES, Extracted
from reportqa.reading.layout.furniture import without_furniture
from reportqa.reading.layout.mending import mended
from reportqa.reading.layout.ordering import in_order
from reportqa.reading.layout.printed import Glyph, Page, Piece, Ruling
from reportqa.reading.layout.segments import pieces_of
from reportqa.reading.layout.tables import find_tables

_PDFIUM = Lock()
"""PDFium may be called by one thread at a time."""

_MOST_DRAWN = 20_000  # objects or path segments on a page, beyond which it is a drawing
_STRAIGHT = 1.0  # points that a ruling may stray
_SLANT = math.radians(5)  # more is a watermark
_UNKNOWN = "\ufffd"
_FEWEST_GLYPHS = 8  # fewer beside a picture are a stamp or a page number, not a text layer
_MOST_UNKNOWN = 0.3
# Radicals that fonts give in the place of the characters that look the same, where NFKC keeps them.
_RADICALS = str.maketrans(
    "⺁⺇⺌⺍⺎⺏⺐⺑⺒⺓⺝⺟⺠⺢⺩⺪⺫⺬⺭⺮⺱⺶⺷⺹⺼⺽⺾⻀⻁⻂⻃⻄⻅⻆⻉⻋⻌⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂几小小兀尣尢尢巳幺月母民水王疋目示礻竹罒羊羊耂肉臼艹艹虎衤覀西见角贝车辶阝钅長镸长门阜阝雨青韦页风飞食食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜龟龟",
)
