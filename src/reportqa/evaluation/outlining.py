"""The headings by which questions on a report as a whole are answered, to be read.

    python -m reportqa.evaluation.outlining INDEX

Prints, for every report of an index, the headings that tell what it is about, what was done and
what is to come, with their numbers, so that a gap shows; and of how many reports there are such.
"""

import sys
from collections.abc import Iterator, Sequence

from reportqa.answering.overall import Asks, Overall, answer_overall
from reportqa.evaluation.commands import parser_of, run
from reportqa.index import Index
from reportqa.types import Report

ASKED = (Asks.CONTENTS, Asks.DONE, Asks.TO_COME)


def headings(report: Report, asks: Asks) -> tuple[str, ...]:
    """The headings that answer, as they are printed; () where there are none."""
    answer = answer_overall(report, Overall(asks, ""), ())
    items = answer.outline if answer and answer.outline else ()
    return tuple(report.text[one.citation.start : one.citation.end] for one in items)


def told(reports: Sequence[Report]) -> Iterator[str]:
    """Line by line what `main` prints."""
    found = dict.fromkeys(ASKED, 0)
    for report in reports:
        yield f"{report.source}  {report.title}"
        for asks in ASKED:
            lines = headings(report, asks)
            found[asks] += bool(lines)
            yield from (f"  {asks.value}: {line}" for line in lines)
    for asks, number in found.items():
        yield f"{asks.value:<10}{number} of {len(reports)}"


def main(arguments: Sequence[str]) -> None:
    """Print the headings of an index."""
    parser = parser_of("outlining", __doc__)
    parser.add_argument("index", metavar="INDEX", help="folder of an index")
    options = parser.parse_args(arguments)
    for line in told(Index.load(options.index).reports):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    run(main)
