"""What a gate does unless told otherwise, apart from it since the command's help needs it soon."""

from typing import Final

METRIC: Final = "hit@1"
TOLERANCE: Final = 0.02
