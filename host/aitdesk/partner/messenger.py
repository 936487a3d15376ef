"""Messages to people: one, many, or a rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import msgspec

from aitdesk.errors import PartnerError
from aitdesk.partner.call import PartnerBody, PartnerCall
from aitdesk.partner.endpoint import answers

if TYPE_CHECKING:
    from aitdesk.partner.people import People
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.partner import MessageTemplate

_MOST: Final = 2_500
_NO_AGREEMENT: Final = "사용자가 알림에 동의하지 않았어요. · No agreement of the person."
_NOBODY: Final = "사용자를 찾을 수 없어요. · No such person."


class MessageBody(PartnerBody, frozen=True, kw_only=True):
    """A template of the console, and what fills it."""

    template_set_code: str
    context: dict[str, str] = msgspec.field(default_factory=dict)


class TestMessageBody(PartnerBody, frozen=True, kw_only=True):
    """The same, for the bundle of this id."""

    template_set_code: str
    deployment_id: str
    context: dict[str, str] = msgspec.field(default_factory=dict)


class BulkRow(PartnerBody, frozen=True, kw_only=True):
    """One of many: by either key."""

    user_key: int | None = None
    anon_key: str | None = None
    context: dict[str, str] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise ValueError unless exactly one is there."""
        if (self.user_key is None) == (self.anon_key is None):
            raise ValueError("give either userKey or anonKey")


_EITHER: Final = {"oneOf": [{"required": ["userKey"]}, {"required": ["anonKey"]}]}
_Row = Annotated[BulkRow, msgspec.Meta(extra_json_schema=_EITHER)]


class BulkBody(PartnerBody, frozen=True, kw_only=True):
    """Up to 2,500 people."""

    template_set_code: str
    context_list: Annotated[list[_Row], msgspec.Meta(min_length=1, max_length=_MOST)]


class SentEntry(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """One message on one way."""

    content_id: str
    reached_fail_reason: str | None = None


class SentWays(PartnerBody, frozen=True, kw_only=True):
    """Messages by way: here all go by push."""

    sent_push: list[SentEntry] = msgspec.field(default_factory=list)
    sent_inbox: list[SentEntry] = msgspec.field(default_factory=list)
    sent_sms: list[SentEntry] = msgspec.field(default_factory=list)
    sent_alimtalk: list[SentEntry] = msgspec.field(default_factory=list)
    sent_friendtalk: list[SentEntry] = msgspec.field(default_factory=list)


class MessageAnswer(PartnerBody, frozen=True, kw_only=True):
    """How many arrived, and which did not."""

    msg_count: int
    sent_push_count: int
    sent_inbox_count: int = 0
    sent_sms_count: int = 0
    sent_alimtalk_count: int = 0
    sent_friendtalk_count: int = 0
    detail: SentWays
    fail: SentWays


@answers("send-message", body=MessageBody, gives=MessageAnswer)
async def send_message(call: PartnerCall[MessageBody]) -> MessageAnswer:
    """Send a message to the person of the header: a banner on the phone that runs.

    Where an agreement is missing (setting needs_agreement) it is a success with a count of 0.
    Errors: 5004 for a template that is unknown or not approved.
    Source: D push; K; P; S.
    """
    body = call.body
    template = _template(call.people, body.template_set_code)
    return _told([await _sent(call.about, body.template_set_code, template, body.context)])


@answers("send-test-message", body=TestMessageBody, gives=MessageAnswer)
async def send_test_message(call: PartnerCall[TestMessageBody]) -> MessageAnswer:
    """Rehearse a message; the deployment id is noted, not checked.

    Errors: 5004, as for send-message.
    Source: D push; K; P; S.
    """
    body = call.body
    template = _template(call.people, body.template_set_code)
    entry = await _sent(
        call.about, body.template_set_code, template, body.context, body.deployment_id
    )
    return _told([entry])


@answers("send-bulk-message", body=BulkBody, gives=MessageAnswer)
async def send_bulk_message(call: PartnerCall[BulkBody]) -> MessageAnswer:
    """Send a message to up to 2,500 people; one who is nobody here stands in fail (assumed).

    Errors: 5004, as for send-message.
    Source: D push; K; P; S.
    """
    code = call.body.template_set_code
    template = _template(call.people, code)
    return _told([await _to(call.people, row, code, template) for row in call.body.context_list])


def _template(people: People, code: str) -> MessageTemplate:
    found = people.phone.messages.template(code)
    if found is None:
        raise PartnerError("5004")
    return found


async def _to(people: People, row: BulkRow, code: str, template: MessageTemplate) -> SentEntry:
    if row.user_key is not None:
        person = await people.with_user_key(row.user_key)
    else:
        person = await people.with_anonymous_key(row.anon_key or "")
    if person is None:
        return SentEntry(content_id="aitdesk-message-to-nobody", reached_fail_reason=_NOBODY)
    return await _sent(person, code, template, row.context)


async def _sent(
    person: SimulatedPhone,
    code: str,
    template: MessageTemplate,
    context: dict[str, str],
    deployment_id: str = "",
) -> SentEntry:
    id_, has_arrived = await person.messages.send(
        code, template, context, deployment_id=deployment_id
    )
    return SentEntry(content_id=id_, reached_fail_reason=None if has_arrived else _NO_AGREEMENT)


def _told(entries: list[SentEntry]) -> MessageAnswer:
    arrived = [each for each in entries if each.reached_fail_reason is None]
    missed = [each for each in entries if each.reached_fail_reason is not None]
    return MessageAnswer(
        msg_count=len(entries),
        sent_push_count=len(arrived),
        detail=SentWays(sent_push=arrived),
        fail=SentWays(sent_push=missed),
    )
