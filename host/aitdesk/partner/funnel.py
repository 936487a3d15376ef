"""The one way of every call of the mini-app's server, from its certificate to the journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from aitdesk.errors import PartnerError, StoreError
from aitdesk.journal import EntryKind
from aitdesk.partner.call import PartnerCall, read_partner_body
from aitdesk.partner.envelope import asked_failure, failed, refused, succeeded
from aitdesk.partner.people import ANONYMOUS_KEY
from aitdesk.partner.rate import CallRate
from aitdesk.phone.partner_catalog import FAULT_PREFIX, failure_row
from aitdesk.text.well_formed import well_formed

if TYPE_CHECKING:
    from starlette.datastructures import Headers

    from aitdesk.journal import Journal
    from aitdesk.partner.endpoint import PartnerEndpoint
    from aitdesk.partner.envelope import PartnerAnswer
    from aitdesk.partner.people import People
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.observable import Observable
    from aitdesk.phone.partner import PartnerState
    from aitdesk.value import Json

_HANGS = "timeout"
_HANGS_MS = 30_000


@dataclass(frozen=True, slots=True)
class PartnerRequest:
    """A request as it came. `peer` is the common name of its certificate."""

    endpoint: PartnerEndpoint
    headers: Headers
    content: bytes
    peer: str


@dataclass
class Funnel:
    """Answers calls about the people of one mini-app."""

    people: People
    journal: Journal
    rate: CallRate = field(init=False)

    def __post_init__(self) -> None:
        self.rate = CallRate(self.people.phone.clock, self.settings)

    @property
    def settings(self) -> Observable[PartnerState]:
        """How Toss's server answers."""
        return self.people.phone.partner.observable

    async def answer(self, request: PartnerRequest) -> PartnerAnswer | None:
        """Return what a call comes to, None where the connection just ends."""
        started_ms = self.journal.now_ms()
        whom: list[SimulatedPhone] = []
        answer = await self._answer(request, whom)
        self.journal.add(
            EntryKind.PARTNER,
            name=request.endpoint.row.name,
            user=whom[0].user if whom else None,
            request=_shown(request.content),
            status=None if answer is None else answer.status,
            result="timeout" if answer is None else answer.result,
            answer=None if answer is None else _shown(answer.content()),
            ms=round(self.journal.now_ms() - started_ms, 3),
        )
        return answer

    async def _answer(
        self, request: PartnerRequest, whom: list[SimulatedPhone]
    ) -> PartnerAnswer | None:
        name, state = request.endpoint.row.name, self.settings.value
        try:
            call = await self._call(request, whom)
            asked = self.people.phone.faults.take(FAULT_PREFIX + name)
            if asked is not None:
                return await self._fail(name, asked, call)
            return succeeded(await request.endpoint.handler(call))
        except PartnerError as problem:
            row = failure_row(name, problem.key)
            return asked_failure(problem.key) if row is None else refused(problem, row, state)
        except StoreError as problem:
            self.people.phone.problems.emit(str(problem))
            return _unable(name, str(problem), state)
        except Exception as defect:  # noqa: BLE001  # told, not hidden: see below
            # A defect of ours: the mini-app's server hears of it in Toss's shape, the terminal too.
            self.people.phone.problems.emit(f"partner: {name} failed: {defect!r}")
            return _unable(name, repr(defect), state)

    async def _call(self, request: PartnerRequest, whom: list[SimulatedPhone]) -> PartnerCall[Any]:
        """Return the call. Raises what it is refused with."""
        endpoint, headers, people = request.endpoint, request.headers, self.people
        if request.peer != people.phone.app.name:
            raise PartnerError("4050")
        token = _bearer(headers)
        person = await self._person(endpoint, headers, token)
        if person is not None:
            whom.append(person)
        self.rate.count(endpoint.row.name, user=None if person is None else person.user)
        if endpoint.row.who == "recipient" and person is None:
            raise PartnerError("4010")
        body = read_partner_body(request.content, endpoint.body)
        return PartnerCall(people, body, person, token, whom)

    async def _person(
        self, endpoint: PartnerEndpoint, headers: Headers, token: str
    ) -> SimulatedPhone | None:
        match endpoint.row.who:
            case "nobody":
                return None
            case "bearer":
                return await self.people.with_token(token)
            case "anonymous":
                return await self.people.with_anonymous_key(headers.get(ANONYMOUS_KEY, ""))
            case "optional" | "recipient":
                return await self.people.recipient(headers)

    async def _fail(self, name: str, key: str, call: PartnerCall[Any]) -> PartnerAnswer | None:
        """Fail as somebody asked: a key of the table, a status, `timeout[-seconds]`, or a code."""
        word, _, seconds = key.partition("-")
        clock = self.people.phone.clock
        if word == _HANGS and (not seconds or seconds.isdecimal()):
            await clock.sleep(int(seconds) if seconds else _HANGS_MS / 1000)
            return None
        row = failure_row(name, key)
        if row is None:
            return asked_failure(key)
        if row.after_ms:
            await clock.sleep(row.after_ms / 1000)
        data: Any = {"orderId": call.body.order_id} if row.shape == "order" else None
        if row.shape == "limit":
            data = {"retryAfterSeconds": 60}
        return failed(row, self.settings.value, data=data)


def _unable(name: str, reason: str, state: PartnerState) -> PartnerAnswer:
    row = failure_row(name, "INTERNAL_ERROR")
    return asked_failure("500") if row is None else failed(row, state, reason=reason)


def _bearer(headers: Headers) -> str:
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _shown(content: bytes) -> Json:
    try:
        shown: Json = msgspec.json.decode(content) if content else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return well_formed(content.decode("utf-8", "replace"))
    return shown
