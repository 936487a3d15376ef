from __future__ import annotations

import pytest

from aitdesk.checks.smoke.allowing import parted, read_rules
from aitdesk.checks.smoke.result import Failure, FailureKind
from aitdesk.errors import ConfigError

LOUD = Failure(FailureKind.CONSOLE_ERROR, "load", "ResizeObserver loop [1]\nand more")
MISSING = Failure(FailureKind.MISSING_FILE, "load", "/favicon.ico")


@pytest.mark.parametrize(
    ("rule", "counting"),
    [
        ("console-error", (MISSING,)),
        ("console-error:ResizeObserver", (MISSING,)),
        ("console-error:Resize*loop", (MISSING,)),
        ("console-error:[1]", (MISSING,)),
        ("console-error:and more", (MISSING,)),
        ("console-error:resizeobserver", (LOUD, MISSING)),
        ("missing-file:favicon.ic?", (LOUD,)),
        ("page-error", (LOUD, MISSING)),
        ("missing-file:/other", (LOUD, MISSING)),
    ],
)
def test_a_rule_allows_its_kind_where_its_text_is_found(
    rule: str, counting: tuple[Failure, ...]
) -> None:
    rules = read_rules([rule], said_by="--allow")
    allowed = tuple(each for each in (LOUD, MISSING) if each not in counting)
    assert parted([LOUD, MISSING], rules) == (counting, allowed)


@pytest.mark.parametrize("kind", list(FailureKind))
def test_every_kind_can_be_allowed(kind: FailureKind) -> None:
    failure = Failure(kind, "load", "x")
    assert parted([failure], read_rules([kind.value], said_by="--allow")) == ((), (failure,))


def test_a_kind_that_there_is_not_is_a_mistake() -> None:
    with pytest.raises(ConfigError) as told:
        read_rules(["console-eror:x"], said_by="--allow")
    assert str(told.value) == (
        "--allow console-eror:x: no such kind of failure; did you mean console-error?"
    )
