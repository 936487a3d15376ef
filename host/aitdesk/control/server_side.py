"""What happens at Toss's server and not on the phone, through control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.control import requests, responses
from aitdesk.control.answer import json_response, read_body
from aitdesk.errors import ConfigError, ControlError
from aitdesk.phone.login import LINK

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from aitdesk.control.context import ControlContext


async def post_refund(context: ControlContext, request: Request) -> Response:
    """Pay an order back, as Toss would."""
    return await _order_step(context, request, context.session.shell.wallet.refund)


async def post_renewal(context: ControlContext, request: Request) -> Response:
    """Decide how a subscription goes on at its next renewal."""
    body = await read_body(request, requests.RenewalBody)
    wallet = context.session.shell.wallet
    return await _order_step(context, request, lambda id_: wallet.set_renewal(id_, body.renewal))


async def post_redeem(context: ControlContext, request: Request) -> Response:
    """Use an authorization code up, as the mini-app's server would; once."""
    body = await read_body(request, requests.RedeemBody)
    issued = await context.session.shell.login.redeem(body.code)
    return json_response(issued)


async def post_unlink(context: ControlContext, request: Request) -> Response:
    """Take back the person's agreement to Toss login, as they can in the Toss app."""
    body = await read_body(request, requests.UnlinkBody)
    await context.session.shell.login.unlink(body.reason)
    return json_response(responses.UnlinkResponse())


async def post_change(context: ControlContext, request: Request) -> Response:
    """Tell the mini-app's server how a subscription goes on, as Toss would."""
    body = await read_body(request, requests.ChangeBody)
    wallet, order_id = context.session.shell.wallet, request.path_params["id"]
    order = await wallet.orders.get(order_id)
    if order is None or order.subscription is None:
        message = f"no subscription {order_id}"
        raise ControlError(message, status=404, code="UNKNOWN_ORDER")
    wallet.subscription_changes.emit((order_id, body.reason))
    return json_response(responses.ChangeResponse(told=body.reason))


async def post_partner(context: ControlContext, request: Request) -> Response:
    """Open the partner API to the mini-app's server, and tell where it is."""
    body = await read_body(request, requests.PartnerPortBody)
    if context.partner is None:
        message = "this run has no place for certificates"
        raise ControlError(message, status=409, code="NO_PARTNER")
    try:
        address = await context.partner.open(body.port)
    except ConfigError as problem:
        raise ControlError(str(problem), status=409, code="PORT_TAKEN") from None
    return json_response(
        responses.PartnerResponse(
            url=address.url,
            pay_url=address.pay_url,
            certificate=str(address.certificate),
            key=str(address.key),
            ca=str(address.ca),
        )
    )


async def get_partner_users(context: ControlContext, _: Request) -> Response:
    """Tell who is known on this install, with the keys that name them to the mini-app's server."""
    from aitdesk.partner.people import People  # most runs have no server beside them

    users = [
        responses.PartnerUser(
            name=each.user,
            user_key=await each.identity.user_key(),
            anon_key=await each.identity.anonymous_hash(),
            is_linked=await each.login.consents.get(LINK) is not None,
        )
        for each in await People(context.session.shell).everybody()
    ]
    return json_response(responses.PartnerUsersResponse(users=tuple(users)))


async def _order_step(
    context: ControlContext, request: Request, step: Callable[[str], Awaitable[bool]]
) -> Response:
    orders, order_id = context.session.shell.wallet.orders, request.path_params["id"]
    if await orders.get(order_id) is None:
        raise ControlError(f"no order {order_id}", status=404, code="UNKNOWN_ORDER")
    if not await step(order_id):
        raise ControlError(f"order {order_id} is past that", status=409, code="TOO_LATE")
    return json_response(await orders.get(order_id))
