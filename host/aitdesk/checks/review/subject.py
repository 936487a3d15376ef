"""All that a rule may look at: gathered once, judged purely."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitdesk.checks.review.bundle import Bundle
    from aitdesk.checks.review.manifest import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleFacts:
    """What only the console of Apps in Toss knows, as the developer told it; None or () if not."""

    title: str | None = None
    icon: str | None = None
    schemes: tuple[str, ...] = ()
    """The entry links of the registered features."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One mini-app on the disk."""

    app_name: str
    bundle: Bundle
    manifest: Manifest
    console: ConsoleFacts = field(default_factory=ConsoleFacts)
