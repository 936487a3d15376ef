from __future__ import annotations

import pytest

from aitdesk.doctor.sandbox import SandboxRefusal, explain


@pytest.mark.parametrize(
    ("setting", "remedy"),
    [
        (
            "kernel.apparmor_restrict_unprivileged_userns=1",
            "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
        ),
        (
            "kernel.unprivileged_userns_clone=0",
            "sudo sysctl -w kernel.unprivileged_userns_clone=1",
        ),
        ("user.max_user_namespaces=0", "sudo sysctl -w user.max_user_namespaces=15000"),
    ],
)
def test_the_setting_that_refuses_is_named_with_its_remedy(setting: str, remedy: str) -> None:
    name, _, value = setting.partition("=")
    text = f"half of it: user namespaces are refused by {setting}"
    assert explain({name: value}) == SandboxRefusal(text, remedy)


def test_a_refusal_without_a_setting_is_laid_to_a_container() -> None:
    assert explain({"user.max_user_namespaces": "96365"}) == SandboxRefusal(
        "half of it: user namespaces are refused here, as containers often do",
        "allow them, for Docker with --security-opt seccomp=unconfined",
    )
