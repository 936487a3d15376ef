"""What control answers: the shapes that `GET /schema` describes."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from aitdesk.control.journal_entries import AnyEntry  # noqa: TC001  # msgspec reads it at run time
from aitdesk.control.requests import Button, refers  # msgspec reads it at run time
from aitdesk.phone.prompts import PromptKind  # noqa: TC001  # msgspec reads it at run time

# Any stands for JSON here, as in the requests.
StateParts: TypeAlias = dict[str, Any]
"""Parts of the state by name, each as in the schema `State`."""


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """An answer; more members may come with a later version."""


class ShownApp(Response, frozen=True, kw_only=True):
    """The mini-app that runs."""

    name: str
    display_name: str
    sdk_version: str | None
    deployment_id: str
    scheme: str


class SessionResponse(Response, frozen=True, kw_only=True):
    """What runs. `url` is null before the first page."""

    aitdesk_version: str
    pid: int
    app: ShownApp
    device: str
    origin: str
    entry_url: str
    url: str | None
    loads: int
    pending_calls: int
    is_ended: bool


class SchemaResponse(Response, frozen=True, kw_only=True):
    """Control's description of itself, OpenAPI 3.1."""

    openapi: str
    info: dict[str, Any]  # as OpenAPI has it
    paths: dict[str, Any]
    components: dict[str, Any]


class PatchResponse(Response, frozen=True, kw_only=True):
    """The parts that a patch named, as they are now, and what is to be said of its faults."""

    state: Annotated[StateParts, refers("StateParts")]
    notes: tuple[str, ...]


class ResetResponse(Response, frozen=True, kw_only=True):
    """The parts that are as they began."""

    reset: tuple[str, ...]


class ShownPrompt(Response, frozen=True, kw_only=True):
    """A question; its sheet is as it is drawn, without its pictures."""

    id: str
    kind: PromptKind
    for_call: str
    """The wire name that asked, "" for the shell's own."""

    sheet: Annotated[dict[str, Any], refers("Sheet")]  # JSON


class PromptsResponse(Response, frozen=True, kw_only=True):
    """What a person is asked now, oldest first."""

    prompts: tuple[ShownPrompt, ...]


class AnsweredResponse(Response, frozen=True, kw_only=True):
    """The id of the question that was answered."""

    answered: str


class ExpectedResponse(Response, frozen=True, kw_only=True):
    """The kind of question that is answered next."""

    expected: PromptKind


class GivenResponse(Response, frozen=True, kw_only=True):
    """The call that is answered in its handler's place."""

    given: str


class ForgottenResponse(Response, frozen=True, kw_only=True):
    """Whether the call was answered in its handler's place."""

    was_given: bool


class EventResponse(Response, frozen=True, kw_only=True):
    """How many subscriptions were told."""

    told: int


class PressResponse(Response, frozen=True, kw_only=True):
    """The button that was pressed."""

    pressed: Button


class InsetsResponse(Response, frozen=True, kw_only=True):
    """The safe area, in CSS pixels."""

    top: int
    right: int
    bottom: int
    left: int


class NavigateResponse(Response, frozen=True, kw_only=True):
    """Where the page goes."""

    url: str


class ReloadResponse(Response, frozen=True, kw_only=True):
    """The page is loading again."""

    reloading: Literal[True] = True


class VisibilityResponse(Response, frozen=True, kw_only=True):
    """Whether the mini-app is in front."""

    is_visible: bool


class ClockResponse(Response, frozen=True, kw_only=True):
    """The phone's time, in milliseconds since 1970."""

    now_ms: int


class SettleResponse(Response, frozen=True, kw_only=True):
    """What the page still waits for, null for nothing."""

    waiting: str | None


class WindowResponse(Response, frozen=True, kw_only=True):
    """Another phone: its control, and its page in DevTools' protocol."""

    control: str
    token: str
    page: str
    origin: str


class CloseResponse(Response, frozen=True, kw_only=True):
    """The mini-app ends."""

    closed: Literal[True] = True


class JournalResponse(Response, frozen=True, kw_only=True):
    """What happened behind a cursor; `missed` entries of it are gone."""

    entries: tuple[AnyEntry, ...]
    next_after: int
    missed: int
    is_over: bool
    """The window is closed, and nothing more will come."""


class OwnResource(Response, frozen=True, kw_only=True):
    """What the document asked of its own origin; the status is 0 where nothing came."""

    url: str
    status: int


class PageFacts(Response, frozen=True, kw_only=True):
    """What the document shows, times on its own clock; nothing where there is none."""

    url: str | msgspec.UnsetType = msgspec.UNSET
    ready_state: Literal["loading", "interactive", "complete"] | msgspec.UnsetType = msgspec.UNSET
    now_ms: float | msgspec.UnsetType = msgspec.UNSET
    first_paint_ms: float | msgspec.UnsetType | None = msgspec.UNSET
    first_contentful_paint_ms: float | msgspec.UnsetType | None = msgspec.UNSET
    layout_shifts: int | msgspec.UnsetType = msgspec.UNSET
    last_layout_shift_ms: float | msgspec.UnsetType | None = msgspec.UNSET
    frames_since_shift: int | msgspec.UnsetType | None = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET
    text_length: int | msgspec.UnsetType = msgspec.UNSET
    large_pictures: int | msgspec.UnsetType = msgspec.UNSET
    resources: tuple[OwnResource, ...] | msgspec.UnsetType = msgspec.UNSET
    failed: str | msgspec.UnsetType = msgspec.UNSET
    """Why nothing could be told."""


class PageResponse(Response, frozen=True, kw_only=True):
    """What the page shows and waits for; `facts` is null while a script of it runs too long."""

    facts: PageFacts | None
    under_way: str | None
    """What has begun and not ended, sheets aside; null for nothing."""

    at_ms: float
    moved_at_ms: float
    """When the page last went to a document or had loaded one, 0 where that was long ago."""

    acted_at_ms: float
    """When the page last called, logged or failed, 0 where that was long ago."""

    last_entry: int
    loads: int
    pending_calls: int
    requests: int
    prompts: tuple[PromptKind, ...]
    has_ended: bool
    is_plain: bool | msgspec.UnsetType = msgspec.UNSET


class UnlinkResponse(Response, frozen=True, kw_only=True):
    """The person's agreement to Toss login is gone."""

    unlinked: Literal[True] = True


class ChangeResponse(Response, frozen=True, kw_only=True):
    """The mini-app's server is told, where it has a URL for that."""

    told: str


class PartnerResponse(Response, frozen=True, kw_only=True):
    """Where the partner API is, and the PEM files that let a server in."""

    url: str
    pay_url: str
    certificate: str
    key: str
    ca: str


class PartnerUser(Response, frozen=True, kw_only=True):
    """A person of the install, as Toss's server names them to the mini-app's."""

    name: str
    user_key: int
    anon_key: str
    is_linked: bool


class PartnerUsersResponse(Response, frozen=True, kw_only=True):
    """Everybody, the phone's own person first."""

    users: tuple[PartnerUser, ...]


class ShownError(Response, frozen=True, kw_only=True):
    """Why nothing was done; `mistakes` where several things are wrong."""

    code: str
    message: str
    mistakes: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


class ErrorResponse(Response, frozen=True, kw_only=True):
    """A failure."""

    error: ShownError
