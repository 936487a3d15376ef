from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ApiError, StoreError
from aitdesk.phone.app import AppFacts
from aitdesk.phone.environment import Environment
from aitdesk.phone.game import BestScore, Game, PlayerProfile, shown
from aitdesk.phone.game_sheet import PLAYERS, picture_uri
from aitdesk.phone.ledger import Ledger
from aitdesk.phone.prompts import Answer, Prompts
from aitdesk.phone.sheet import Paragraph, Ranking, Score
from aitdesk.phone.signal import Signal
from memory_vault import MemoryVault
from rig import quiet

if TYPE_CHECKING:
    from aitdesk.phone.sheet import AnyBlock
    from aitdesk.value import Json

OPEN = "openGameCenterLeaderboard"
HARE = PlayerProfile(
    nickname=PLAYERS["hare"].nickname, picture_uri=picture_uri(PLAYERS["hare"].color)
)


class BusyVault(MemoryVault):
    """Lets everyone else go on between a look and the next step."""

    async def record(self, part: str, key: str, *, app: str, user: str) -> str | None:
        found = await super().record(part, key, app=app, user=user)
        await asyncio.sleep(0)
        return found


def game(
    *, vault: MemoryVault | None = None, user: str = "default", app: str = "my-app", **state: object
) -> Game:
    kept = vault or MemoryVault()
    found = Game(
        Ledger(kept, "scores", "my-app", "", BestScore),
        Ledger(kept, "game_profile", "my-app", user, PlayerProfile),
        AppFacts(app, "My App"),
        user,
        Environment(),
        Prompts(),
    )
    found.observable.update(**state)
    return found


def best(of: Game) -> dict[str, float]:
    return {user: record.score for user, record in asyncio.run(of.scores.all()).items()}


def board(of: Game, *steps: Answer) -> list[AnyBlock]:
    """Open the leaderboard, answer what is asked on the way, and return what is on it."""

    async def look() -> list[AnyBlock]:
        of.open_leaderboard(for_call=OPEN, problems=Signal())
        await quiet()
        for step in steps:
            of.prompts.answer(of.prompts.waiting[0].id, step, by="sheet")
            await quiet()
        (prompt,) = of.prompts.waiting
        of.close()
        return list(prompt.sheet.blocks[1:])

    return asyncio.run(look())


def test_a_fresh_phone_has_a_profile_that_needs_no_server() -> None:
    profile = asyncio.run(game().profile())
    assert profile == PlayerProfile(nickname="테스트 플레이어", picture_uri=picture_uri("#3182F6"))


def test_there_may_be_no_profile() -> None:
    assert asyncio.run(game(has_profile=False).profile()) is None


def make(of: Game, answer: Answer) -> PlayerProfile | None:
    async def run() -> PlayerProfile | None:
        making = asyncio.create_task(of.make_profile())
        await quiet()
        of.prompts.answer(of.prompts.waiting[0].id, answer, by="sheet")
        return await making

    return asyncio.run(run())


def test_a_profile_that_was_made_is_there_in_the_next_run() -> None:
    vault = MemoryVault()
    made = make(game(vault=vault, has_profile=False), Answer("make", {"picked": ["hare"]}))
    later = asyncio.run(game(vault=vault, has_profile=False).profile())
    assert (made, later) == (HARE, HARE)


def test_a_profile_is_of_one_person() -> None:
    vault = MemoryVault()
    make(game(vault=vault, has_profile=False), Answer("make", {"picked": ["hare"]}))
    other = game(vault=vault, user="other", has_profile=False)
    assert asyncio.run(other.profile()) is None


@pytest.mark.parametrize(
    "answer",
    [
        Answer("later"),
        Answer("later", {"picked": ["hare"]}),
        Answer("make"),
        Answer("make", {"picked": []}),
        Answer("make", {"picked": ["dragon"]}),
        Answer("make", {"picked": "hare"}),
    ],
)
def test_without_a_choice_no_profile_is_made(answer: Answer) -> None:
    of = game(has_profile=False)
    assert (make(of, answer), asyncio.run(of.profile())) == (None, None)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("123.45", 123.45),
        ("9999", 9999.0),
        ("-1", -1.0),
        ("+1", 1.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1E-2", 0.01),
    ],
)
def test_a_number_in_a_text_is_a_score(text: str, score: float) -> None:
    of = game()
    assert (asyncio.run(of.submit(text)), best(of)) == ("SUCCESS", {"default": score})


@pytest.mark.parametrize(
    "text",
    ["", " ", " 1", "1 ", "1,000", "1_000", "0x10", "NaN", "Infinity", "1e999", "점", "١", "1.2.3"],
)
def test_any_other_text_is_no_score(text: str) -> None:
    of = game()
    assert (asyncio.run(of.submit(text)), best(of)) == ("UNPARSABLE_SCORE", {})


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ({"has_leaderboard": False}, "LEADERBOARD_NOT_FOUND"),
        ({"has_profile": False}, "PROFILE_NOT_FOUND"),
        ({"has_leaderboard": False, "has_profile": False}, "LEADERBOARD_NOT_FOUND"),
    ],
)
def test_a_score_needs_a_leaderboard_and_a_profile(state: dict[str, Json], status: str) -> None:
    of = game()
    of.observable.update(**state)
    assert (asyncio.run(of.submit("1")), best(of)) == (status, {})


def test_the_highest_score_counts_in_every_run() -> None:
    vault = MemoryVault()
    for text in ("10", "30", "29.5"):
        asyncio.run(game(vault=vault).submit(text))
    assert best(game(vault=vault)) == {"default": 30.0}


def test_of_two_hosts_that_submit_at_once_the_higher_score_stays() -> None:
    vault = BusyVault()

    async def race() -> list[str]:
        return await asyncio.gather(
            *(game(vault=vault).submit(text) for text in ("30", "20", "40"))
        )

    assert (asyncio.run(race()), best(game(vault=vault))) == (["SUCCESS"] * 3, {"default": 40.0})


def test_the_ranking_holds_everyone_of_the_install_and_the_made_up_players() -> None:
    vault = MemoryVault()
    players = {"Fake A": 300.0, "Fake B": 100.0}
    asyncio.run(game(vault=vault, user="other", nickname="Other").submit("100"))
    ours = game(vault=vault, nickname="Me", players=players)
    asyncio.run(ours.submit("200.5"))
    assert asyncio.run(ours.ranking()) == (
        Score(rank=1, name="Fake A", score="300"),
        Score(rank=2, name="Me", score="200.5", is_me=True),
        Score(rank=3, name="Fake B", score="100"),
        Score(rank=3, name="Other", score="100"),
    )


@pytest.mark.parametrize(
    ("score", "text"),
    [(0.0, "0"), (1234567.0, "1,234,567"), (-0.25, "-0.25"), (123456.789, "123,456.789")],
)
def test_a_score_is_shown_with_thousands_and_without_needless_zeros(
    score: float, text: str
) -> None:
    assert shown(score) == text


def test_the_leaderboard_is_drawn_from_what_was_submitted() -> None:
    of = game(nickname="Me", players={})
    asyncio.run(of.submit("7"))
    assert board(of) == [Ranking(rows=(Score(rank=1, name="Me", score="7", is_me=True),))]


def test_a_leaderboard_without_a_score_says_so() -> None:
    assert board(game(players={})) == [Paragraph(text="아직 점수가 없어요.")]


def test_a_mini_app_without_a_leaderboard_is_told_so_and_asked_for_no_profile() -> None:
    of = game(has_leaderboard=False, has_profile=False)
    assert board(of) == [Paragraph(text="이 미니앱에는 리더보드가 없어요.")]


@pytest.mark.parametrize(
    ("answer", "profile"),
    [(Answer("make", {"picked": ["hare"]}), HARE), (Answer("later"), None)],
)
def test_the_leaderboard_lets_a_person_make_a_profile_first(
    answer: Answer, profile: PlayerProfile | None
) -> None:
    of = game(has_profile=False, players={})
    assert (board(of, answer), asyncio.run(of.profile())) == (
        [Paragraph(text="아직 점수가 없어요.")],
        profile,
    )


def test_a_second_leaderboard_is_not_put_above_the_first() -> None:
    of = game()

    async def open_twice() -> int:
        of.open_leaderboard(for_call=OPEN, problems=Signal())
        of.open_leaderboard(for_call=OPEN, problems=Signal())
        await quiet()
        shown_boards = len(of.prompts.waiting)
        of.close()
        return shown_boards

    assert asyncio.run(open_twice()) == 1


def test_the_end_of_the_session_takes_the_leaderboard_away() -> None:
    of = game()

    async def end() -> list[object]:
        of.open_leaderboard(for_call=OPEN, problems=Signal())
        await quiet()
        of.close()
        await quiet()
        return list(of.prompts.waiting)

    assert asyncio.run(end()) == []


def test_a_leaderboard_that_cannot_be_read_is_a_problem_of_the_developer() -> None:
    vault, problems, said = MemoryVault(), Signal[str](), list[str]()
    of = game(vault=vault)
    vault.problem = StoreError("the disk is full")
    problems.listen(said.append)

    async def open_board() -> list[object]:
        of.open_leaderboard(for_call=OPEN, problems=problems)
        await quiet()
        return list(of.prompts.waiting)

    assert (asyncio.run(open_board()), said) == ([], ["the disk is full"])


def test_a_mini_app_without_a_name_has_no_leaderboard_page() -> None:
    with pytest.raises(ApiError, match=r"^Cannot get app name$"):
        game(app="").open_leaderboard(for_call=OPEN, problems=Signal())
