from __future__ import annotations

from pathlib import Path

import pytest

from aitdesk.checks.smoke.allowing import Rule
from aitdesk.checks.smoke.matrix import Matrix
from aitdesk.checks.smoke.plan import SmokeOptions, plans
from aitdesk.checks.smoke.result import FailureKind
from aitdesk.client.served import Served
from aitdesk.config.options import PreviewOptions
from aitdesk.errors import ConfigError


def asked(
    *, paths: tuple[str, ...] = (), timeout_s: float = 15, allow: tuple[str, ...] = ()
) -> SmokeOptions:
    return SmokeOptions(
        PreviewOptions(headless=True), Matrix.QUICK, paths, timeout_s, allow, Path("out")
    )


def built(folder: Path, name: str, *, toml: str = "") -> str:
    place = folder / name
    place.mkdir(parents=True)
    (place / "index.html").write_text("<p>shop")
    (place / "aitdesk.toml").write_text(toml)
    return str(place)


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (asked(timeout_s=0), "--timeout 0: choose a time of more than 0 seconds"),
        (asked(paths=("items",)), "--path items does not begin with /"),
        (
            asked(allow=("hangs",)),
            "--allow hangs: no such kind of failure; did you mean hang?",
        ),
    ],
)
def test_an_option_that_does_not_fit_is_a_mistake(wrong: SmokeOptions, text: str) -> None:
    with pytest.raises(ConfigError) as told:
        plans(wrong, [None])
    assert str(told.value) == text


def test_a_target_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        plans(asked(), [str(tmp_path / "nothing")])


def test_what_may_fail_is_said_on_the_command_line_and_in_aitdesk_toml(tmp_path: Path) -> None:
    toml = '[smoke]\nallow = ["console-error:shop", "hang"]\n[prompts.kinds]\nlogin = "ask"\n'
    (plan,) = plans(asked(allow=("missing-file",)), [built(tmp_path, "dist", toml=toml)])
    assert plan.rules == (
        Rule(FailureKind.MISSING_FILE),
        Rule(FailureKind.CONSOLE_ERROR, "shop"),
        Rule(FailureKind.HANG),
    )
    kinds = plan.prompts["kinds"]
    assert kinds == {"login": "ask"}


def test_a_kind_in_aitdesk_toml_that_there_is_not_is_a_mistake(tmp_path: Path) -> None:
    target = built(tmp_path, "dist", toml='[smoke]\nallow = ["hangs"]\n')
    with pytest.raises(ConfigError) as told:
        plans(asked(), [target])
    assert str(told.value) == (
        "aitdesk.toml: smoke.allow: hangs: no such kind of failure; did you mean hang?"
    )


def test_targets_with_the_same_name_have_folders_of_their_own(tmp_path: Path) -> None:
    targets = [built(tmp_path / part, "Dist") for part in ("a", "b")]
    made = plans(asked(), [*targets, "http://127.0.0.1:5173/", None, None])
    assert [plan.folder.name for plan in made] == [
        "Dist",
        "Dist-2",
        "127.0.0.1-5173",
        "sample",
        "sample-2",
    ]
    assert [plan.is_served_here for plan in made] == [True, True, False, True, True]


def test_every_path_is_a_step_before_home_and_back() -> None:
    (plan,) = plans(asked(paths=("/a", "/b?x=1")), [None])
    assert [step.name for step in plan.steps] == [
        "landscape",
        "portrait",
        "background",
        "foreground",
        "reload",
        "offline",
        "online",
        "path /a",
        "path /b?x=1",
        "home",
        "back",
    ]


def test_the_process_is_started_with_the_same_options() -> None:
    wanted = PreviewOptions(device="Galaxy S24", locale="en-US", headless=True)
    (plan,) = plans(
        SmokeOptions(wanted, Matrix.QUICK, (), 15, (), Path("out")), ["http://127.0.0.1:1"]
    )
    assert plan.served == Served(target="http://127.0.0.1:1", device="Galaxy S24", locale="en-US")
