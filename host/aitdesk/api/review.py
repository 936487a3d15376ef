"""Asking the user for a review of the mini-app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.registry import constant
from aitdesk.shell.environment import since

if TYPE_CHECKING:
    from aitdesk.shell import Shell


@constant("requestReview_isSupported")
def request_review_is_supported(shell: Shell) -> bool:
    """Tell whether requestReview is there.

    Reply: true in the sandbox and from 5.253.0.
    Source: native host, SDK 2.10.8.
    """
    return shell.environment.supports(since("5.253.0"))
