"""In-app purchases: how an order stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from aitdesk.partner.call import PartnerBody, PartnerCall
from aitdesk.partner.endpoint import answers
from aitdesk.partner.zone import in_zone

if TYPE_CHECKING:
    from aitdesk.phone.order import Order
    from aitdesk.phone.partner import PartnerState


class OrderBody(PartnerBody, frozen=True, kw_only=True):
    """Which order."""

    order_id: str


class OrderAnswer(PartnerBody, frozen=True, kw_only=True):
    """How it stands; sku and time only where it is one of this mini-app."""

    order_id: str
    status: str
    reason: str | UnsetType = UNSET
    sku: str | UnsetType = UNSET
    status_determined_at: str | UnsetType = UNSET


@answers("get-order-status", body=OrderBody, gives=OrderAnswer)
async def get_order_status(call: PartnerCall[OrderBody]) -> OrderAnswer:
    """Tell how an order stands: paid, granted or paid back, and whether it is one of ours.

    A failure is a success with a status: NOT_FOUND, MINIAPP_MISMATCH, or what is asked for.
    Source: D iap; K; I; S. That the order is NOT_FOUND for another person of the header: assumed.
    """
    id_, people = call.body.order_id, call.people
    person = await people.holder("orders", id_)
    if person is None:
        is_others = bool(await people.phone.vault.owners("orders", id_))
        return OrderAnswer(order_id=id_, status="MINIAPP_MISMATCH" if is_others else "NOT_FOUND")
    order = await person.wallet.orders.get(id_)
    if order is None or (call.person is not None and call.person is not person):
        return OrderAnswer(order_id=id_, status="NOT_FOUND")
    call.note(person)
    status, at_ms = order_status(order, call.settings)
    at = in_zone(at_ms, call.settings.zone)
    return OrderAnswer(order_id=id_, status=status, sku=order.sku, status_determined_at=at)


def order_status(order: Order, settings: PartnerState) -> tuple[str, int]:
    """Return what Toss's server calls an order's state, and since when it is so."""
    match order.status:
        case "PENDING":
            return settings.paid_order_status, order.paid_at_ms
        case "COMPLETED":
            return "PURCHASED", order.granted_at_ms or order.paid_at_ms
        case "REFUNDED":
            return "REFUNDED", order.refunded_at_ms or order.paid_at_ms
