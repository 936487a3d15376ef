"""Asking the user for a review of the mini-app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import constant, in_3x, method
from aitdesk.phone.environment import since
from aitdesk.phone.review import request_review as ask_for_review
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone

_REVIEW = since("5.253.0")


@in_3x("isRequestReviewSupported")
@constant("requestReview_isSupported")
def request_review_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether requestReview is there.

    Reply: true in the sandbox and from 5.253.0. In 3.x the key is isRequestReviewSupported.
    Source: native host, SDK 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.environment.supports(_REVIEW)


@in_3x("requestMiniAppReview")
@method("requestReview", line=Line.GRANITE, minimum=_REVIEW)
async def request_review(shell: SimulatedPhone) -> None:
    """Ask the person for a review.

    Reply: null, whatever the person did; undefined below 5.253.0 outside the sandbox. In 3.x the
      name is requestMiniAppReview.
    Errors: "requestReview: Not AppsInToss Environment", without a code, for a mini-app that has no
      display name.
    Differs: asked each time, where the phone may show nothing; a review goes nowhere.
    Source: requestReview.d.ts, web-bridge 2.10.8; native host 2.10.8; SDK 3.x build 3.0.5 to
      3.6.0; null assumed.
    """
    await ask_for_review(shell.person, for_call="requestReview")
