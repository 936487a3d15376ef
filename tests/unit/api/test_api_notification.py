from __future__ import annotations

import pytest

from aitdesk.errors import StoreError
from aitdesk.phone.environment import Operational
from aitdesk.phone.error_catalog import refusal
from rig import failed, make_rig, subscribe, talk, told

NAME = "requestNotificationAgreement"


def request(code: str = "greeting", *, event_id: str = "1") -> str:
    return subscribe(NAME, event_id=event_id, options={"templateCode": code})


def test_whoever_agrees_is_not_asked_again_in_any_run() -> None:
    rig = make_rig()
    got = talk(rig, request(), rig.answer("agree"), request(event_id="2"))
    assert (got, len(rig.sheets())) == (
        [
            told(NAME, {"type": "newAgreement"}),
            told(NAME, {"type": "alreadyAgreed"}, event_id="2"),
        ],
        1,
    )


def test_whoever_refuses_is_asked_again() -> None:
    rig = make_rig()
    got = talk(rig, request(), rig.answer("reject"), request(event_id="2"), rig.answer("agree"))
    assert (got, len(rig.sheets())) == (
        [
            told(NAME, {"type": "agreementRejected"}),
            told(NAME, {"type": "newAgreement"}, event_id="2"),
        ],
        2,
    )


def test_each_template_is_agreed_to_for_itself() -> None:
    rig = make_rig(prompts="allow")
    got = talk(rig, request("a"), request("b", event_id="2"))
    assert got == [
        told(NAME, {"type": "newAgreement"}),
        told(NAME, {"type": "newAgreement"}, event_id="2"),
    ]


def test_the_sheet_names_the_mini_app_and_the_template_and_says_that_it_is_a_test() -> None:
    rig = make_rig()
    talk(rig, request())
    (sheet,) = rig.sheets()
    assert (sheet["title"], sheet["dismiss"], sheet["blocks"]) == (
        "'My App' 알림을 받을까요?",
        "reject",
        [
            {"block": "facts", "rows": [{"label": "템플릿", "value": "greeting"}]},
            {
                "block": "paragraph",
                "text": "테스트 동의예요. 알림은 오지 않아요.",
                "tone": "muted",
            },
        ],
    )


@pytest.mark.parametrize(
    ("templates", "code"), [((), ""), ((), " "), (("greeting",), "other"), (("greeting",), "")]
)
def test_an_unknown_template_fails_without_asking(templates: tuple[str, ...], code: str) -> None:
    rig = make_rig()
    rig.shell.person.observable.update(notification_templates=templates)
    got = talk(rig, request(code))
    message = refusal(NAME, "4000").message
    assert (got, rig.sheets()) == ([failed(NAME, message, code="4000")], [])


def test_a_template_that_the_state_lists_works() -> None:
    rig = make_rig(prompts="deny")
    rig.shell.person.observable.update(notification_templates=("greeting",))
    assert talk(rig, request()) == [told(NAME, {"type": "agreementRejected"})]


def test_an_agreement_that_cannot_be_kept_is_a_failure() -> None:
    rig = make_rig(prompts="allow")
    rig.vault.problem = StoreError("the disk is full")
    assert talk(rig, request()) == [failed(NAME, "the disk is full", code="EXECUTION_ERROR")]


@pytest.mark.parametrize(
    ("operational", "toss_version", "count"),
    [
        (Operational.TOSS, "5.254.9", 0),
        (Operational.TOSS, "5.255.0", 1),
        (Operational.SANDBOX, "5.254.9", 1),
    ],
)
def test_an_old_toss_is_silent_outside_the_sandbox(
    operational: Operational, toss_version: str, count: int
) -> None:
    rig = make_rig(operational=operational, toss_version=toss_version, prompts="allow")
    assert talk(rig, request()) == [told(NAME, {"type": "newAgreement"})] * count
