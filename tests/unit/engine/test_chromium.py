from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from aitdesk.engine.chromium import (
    ENVIRONMENT,
    ROOT_NOTICE,
    Flags,
    check_unchanged,
    chromium_flags,
    has_gpu,
    is_shared_memory_small,
)
from aitdesk.errors import ConfigError, HostError
from aitdesk.server.mapped_host import MappedHost

if TYPE_CHECKING:
    from pathlib import Path

QUIET = (
    "--log-level=3 --remote-allow-origins=https://aitdesk.invalid "
    "--autoplay-policy=document-user-activation-required"
)
WEBGL = f"{QUIET} --ignore-gpu-blocklist --enable-unsafe-swiftshader --disable-gpu-compositing"
MAPPED = MappedHost(host="my-app.apps.tossmini.com", port=20001, spki_sha256="b3Vycw==")
RULE = "MAP my-app.apps.tossmini.com 127.0.0.1:20001"


def test_an_ordinary_user_keeps_the_sandbox() -> None:
    assert chromium_flags(root=False) == Flags(text=WEBGL)


def test_media_play_by_themselves_where_the_mini_app_says_so() -> None:
    always = WEBGL.replace("document-user-activation-required", "no-user-gesture-required")
    assert chromium_flags(root=False, needs_tap_for_media=False).text == always


def test_root_goes_without_the_sandbox_and_is_told() -> None:
    assert chromium_flags(root=True) == Flags(text=f"--no-sandbox {WEBGL}", notices=(ROOT_NOTICE,))


def test_a_mapped_origin_is_the_only_name_and_key_that_is_added() -> None:
    assert chromium_flags(root=False, mapped=[MAPPED]).text == (
        f'{WEBGL} --host-resolver-rules="{RULE}" --ignore-certificate-errors-spki-list="b3Vycw=="'
    )


def test_every_mapped_name_has_its_rule_and_its_key() -> None:
    kit = MappedHost(host="static.toss.im", port=20002, spki_sha256="a2l0")
    assert chromium_flags(root=False, has_gpu=True, mapped=[MAPPED, kit]).text == (
        f'{QUIET} --host-resolver-rules="{RULE},MAP static.toss.im 127.0.0.1:20002" '
        '--ignore-certificate-errors-spki-list="b3Vycw==,a2l0"'
    )


def test_the_flags_of_the_user_are_kept_and_come_last() -> None:
    inherited = '--lang=ko  --user-agent="a b" --v=1'
    assert chromium_flags(root=False, inherited=inherited).text == (
        f'{WEBGL} --lang=ko --user-agent="a b" --v=1'
    )


def test_a_flag_that_the_user_gave_already_is_not_repeated() -> None:
    flags = chromium_flags(root=True, inherited="--no-sandbox --enable-unsafe-swiftshader")
    assert flags.text == (
        f"{QUIET} --ignore-gpu-blocklist --disable-gpu-compositing "
        "--no-sandbox --enable-unsafe-swiftshader"
    )


def test_a_graphics_card_is_left_to_do_its_work() -> None:
    assert chromium_flags(root=False, has_gpu=True).text == QUIET


def test_a_render_node_is_a_graphics_card(tmp_path: Path) -> None:
    (tmp_path / "renderD128").touch()
    assert (has_gpu(tmp_path), has_gpu(tmp_path / "none")) == (True, False)


def test_resolver_rules_of_the_user_are_joined_to_ours() -> None:
    inherited = '"--host-resolver-rules=MAP a b" --host-resolver-rules="MAP c d" --v=1'
    assert chromium_flags(root=False, mapped=[MAPPED], inherited=inherited).text == (
        f'{WEBGL} --host-resolver-rules="{RULE},MAP a b,MAP c d" '
        '--ignore-certificate-errors-spki-list="b3Vycw==" --v=1'
    )


def test_resolver_rules_of_the_user_stay_as_they_are_without_a_mapped_origin() -> None:
    inherited = '--host-resolver-rules="MAP a b"'
    assert chromium_flags(root=False, inherited=inherited).text == f"{WEBGL} {inherited}"


def test_trusted_keys_of_the_user_are_joined_to_ours() -> None:
    inherited = "--ignore-certificate-errors-spki-list=dGhlaXJz,bW9yZQ=="
    assert chromium_flags(root=False, mapped=[MAPPED], inherited=inherited).text == (
        f'{WEBGL} --host-resolver-rules="{RULE}" '
        '--ignore-certificate-errors-spki-list="b3Vycw==,dGhlaXJz,bW9yZQ=="'
    )


@pytest.mark.parametrize("which", ["enable", "disable"])
@pytest.mark.parametrize("what", ["features", "blink-features"])
def test_repeated_lists_of_the_user_become_one(which: str, what: str) -> None:
    name = f"--{which}-{what}"
    flags = chromium_flags(root=False, has_gpu=True, inherited=f"{name}=A,B --v=1 {name}=C")
    assert flags.text == f'{QUIET} {name}="A,B,C" --v=1'


@pytest.mark.parametrize(
    "flag", ["remote-debugging-port=1", "remote-debugging-address=0", "remote-allow-origins=*"]
)
def test_no_flag_of_the_user_opens_devtools(flag: str) -> None:
    name = flag.partition("=")[0]
    assert chromium_flags(root=False, has_gpu=True, inherited=f"--{flag} --v=1") == Flags(
        text=f"{QUIET} --v=1",
        notices=(f"--{name} would open DevTools to everybody: use --debug-port instead",),
    )


def test_flags_that_changed_while_the_engine_started_end_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    flags = chromium_flags(root=False)
    monkeypatch.setenv(ENVIRONMENT, flags.text)
    check_unchanged(flags)
    monkeypatch.setenv(ENVIRONMENT, f"{flags.text} --disable-web-security")
    with pytest.raises(HostError, match="was changed while the engine started"):
        check_unchanged(flags)


def test_small_shared_memory_is_kept_out_of_use() -> None:
    flags = chromium_flags(root=False, is_shared_memory_small=True)
    assert flags.text == f"--disable-dev-shm-usage {WEBGL}"


@pytest.mark.parametrize("host", ["", "a b", 'a" --no-sandbox "', "a,MAP * evil", "*.tossmini.com"])
def test_a_host_that_would_smuggle_in_a_rule_or_flag_is_refused(host: str) -> None:
    with pytest.raises(ConfigError, match="is not a host name"):
        MappedHost(host=host, port=1, spki_sha256="")


def test_absent_shared_memory_counts_as_small(tmp_path: Path) -> None:
    assert is_shared_memory_small(tmp_path / "absent")


def test_looking_first_loads_neither_qt_nor_webview() -> None:
    modules = (
        "aitdesk.doctor, aitdesk.engine.chromium, aitdesk.doctor.libraries, aitdesk.doctor.display"
    )
    code = f"import sys, {modules}; print({{'PySide6', 'qtpy', 'webview'}} & set(sys.modules))"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert child.stdout == "set()\n"
