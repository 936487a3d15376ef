from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.phone.messages import Message
from aitdesk.phone.partner import MessageTemplate
from aitdesk.phone.person import Agreement
from partner_rig import Toss, Tree, with_toss
from rig import NEW_YEAR_S

if TYPE_CHECKING:
    from pathlib import Path

SEND = "messenger/send-message"
BULK = "messenger/send-bulk-message"
REHEARSE = "messenger/send-test-message"
WELCOME = MessageTemplate(
    title="Hello {{name}}", body="{{ name }} {{other}}", link="intoss://my-app/{{page}}"
)
NO_WAY: dict[str, Tree] = dict.fromkeys(
    ("sentPush", "sentInbox", "sentSms", "sentAlimtalk", "sentFriendtalk")
)


def told(count: int, arrived: int, sent: Tree, missed: Tree) -> Tree:
    ways: dict[str, Tree] = {name: [] for name in NO_WAY}
    return {
        "msgCount": count,
        "sentPushCount": arrived,
        "sentInboxCount": 0,
        "sentSmsCount": 0,
        "sentAlimtalkCount": 0,
        "sentFriendtalkCount": 0,
        "detail": {**ways, "sentPush": sent},
        "fail": {**ways, "sentPush": missed},
    }


def test_a_message_arrives_filled(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.partner.observable.update(templates={"WELCOME": WELCOME})
        body = {"templateSetCode": "WELCOME", "context": {"name": "Kim", "page": "7"}}
        answer = await toss.get(SEND, body, **await toss.about())
        ((id_, message),) = (await toss.phone.messages.ledger.all()).items()
        assert answer == told(1, 1, [{"contentId": id_}], [])
        assert message == Message(
            template="WELCOME",
            title="Hello Kim",
            body="Kim {{other}}",
            link="intoss://my-app/7",
            at_ms=int(NEW_YEAR_S * 1000),
        )

    with_toss(tmp_path, act)


def test_without_an_agreement_it_is_a_success_that_reached_nobody(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        toss.phone.partner.observable.update(needs_agreement=True)
        about = await toss.about()
        body: Tree = {"templateSetCode": "T", "context": {}}
        answer = await toss.get(SEND, body, **about)
        (missed,) = answer["fail"]["sentPush"]
        assert (answer["msgCount"], answer["sentPushCount"]) == (1, 0)
        assert missed["reachedFailReason"]
        await toss.phone.person.agreements.put("notification/T", Agreement(status="agreed"))
        assert (await toss.get(SEND, body, **about))["sentPushCount"] == 1

    with_toss(tmp_path, act)


def test_a_template_that_is_unknown_or_not_approved_is_5004(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        waiting = MessageTemplate(is_approved=False)
        toss.phone.partner.observable.update(templates={"A": WELCOME, "B": waiting})
        about = await toss.about()
        for code in ("B", "C"):
            body: Tree = {"templateSetCode": code, "context": {}, "deploymentId": "x"}
            assert await toss.code(SEND, body, **about) == "5004"
            assert await toss.code(REHEARSE, body, **about) == "5004"
            many = {"templateSetCode": code, "contextList": [{"userKey": 1, "context": {}}]}
            assert await toss.code(BULK, many) == "5004"

    with_toss(tmp_path, act)


def test_many_are_told_by_either_key_and_nobody_stands_in_fail(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        rows = [
            {"userKey": await toss.phone.identity.user_key(), "context": {}},
            {"anonKey": await toss.phone.identity.anonymous_hash(), "context": {}},
            {"userKey": 1, "context": {}},
        ]
        answer = await toss.get(BULK, {"templateSetCode": "T", "contextList": rows})
        assert (answer["msgCount"], answer["sentPushCount"]) == (3, 2)
        assert [each["contentId"] for each in answer["fail"]["sentPush"]] == [
            "aitdesk-message-to-nobody"
        ]

    with_toss(tmp_path, act)


def test_many_are_1_to_2500(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        for count, status in ((0, 400), (2_501, 400), (2_500, 200)):
            rows = [{"userKey": 1, "context": {}}] * count
            answer = await toss.ask(BULK, {"templateSetCode": "T", "contextList": rows})
            assert answer.status_code == status

    with_toss(tmp_path, act)


def test_a_rehearsal_notes_the_bundle(tmp_path: Path) -> None:
    async def act(toss: Toss) -> None:
        body = {"templateSetCode": "T", "deploymentId": "bundle", "context": {}}
        await toss.get(REHEARSE, body, **await toss.about())
        (message,) = (await toss.phone.messages.ledger.all()).values()
        assert message.deployment_id == "bundle"

    with_toss(tmp_path, act)
