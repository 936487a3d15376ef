"""Signing with the person's Toss certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, method
from aitdesk.phone.environment import since
from aitdesk.phone.signature import sign_transaction
from aitdesk.value import UNDEFINED, Undefined

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone


class Transaction(Params, frozen=True, rename="camel"):
    """{txId}."""

    tx_id: str


class SignCall(Params, array_like=True, frozen=True):
    """[{txId}]."""

    transaction: Transaction


@method("appsInTossSignTossCert", minimum=since("5.233.0"))
async def apps_in_toss_sign_toss_cert(shell: SimulatedPhone, params: SignCall) -> Undefined:
    """Let the person sign a transaction.

    Reply: undefined once it is signed, and at once below 5.233.0 outside the sandbox.
    Errors: EXECUTION_ERROR when the person closed it, when signing failed, or without a txId
      (assumed).
    Differs: nothing is signed, and no server hears of it.
    Source: appsInTossSignTossCert.d.ts, web-bridge 2.10.8; native host 2.10.8.
    """
    await sign_transaction(
        shell.person, params.transaction.tx_id, for_call="appsInTossSignTossCert"
    )
    return UNDEFINED
