"""How much is done in each state. Apart, so that the command line starts without the shell."""

from enum import StrEnum


class Matrix(StrEnum):
    """--matrix."""

    QUICK = "quick"  # the first start is walked through, the others are loaded
    FULL = "full"
