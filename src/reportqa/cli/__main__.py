"""`python -m reportqa.cli` is the command reportqa."""

import sys

from reportqa.cli import main

if __name__ == "__main__":
    sys.exit(main())
