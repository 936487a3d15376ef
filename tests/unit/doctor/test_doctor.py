from __future__ import annotations

import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from aitdesk.doctor import doctor
from aitdesk.doctor.doctor import Diagnosis, DiagnosisState, examine
from aitdesk.engine.chromium import ROOT_NOTICE
from aitdesk.engine.page import UserScripts
from aitdesk.errors import ConfigError
from aitdesk.storage import Install, secret

NOBODY = 65534
SCRIPTS = UserScripts(before="", after="")


@pytest.fixture
def phone(tmp_path: Path) -> Install:
    return Install("phone", home=tmp_path / "home")


def _drop_rights() -> None:
    if os.geteuid() == 0:
        os.setuid(NOBODY)


def _data_folder_without_rights(phone: Install) -> list[Diagnosis]:
    with ProcessPoolExecutor(1, mp_context=get_context("fork"), initializer=_drop_rights) as pool:
        return pool.submit(doctor.data_folder, phone).result()


def test_every_finding_is_one_line_and_every_trouble_has_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AITDESK_HOME", str(tmp_path / "home"))
    findings = examine("phone")
    lines = [text for each in findings for text in (each.topic, each.text, each.remedy or "-")]
    assert [line for line in lines if not line.strip() or "\n" in line] == []
    assert [
        each for each in findings if (each.state is DiagnosisState.OK) != (each.remedy is None)
    ] == []


def test_everything_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AITDESK_HOME", str(tmp_path / "home"))
    assert [each.topic for each in examine("phone")] == [
        "aitdesk",
        "Python",
        "pywebview",
        "PySide6-Essentials",
        "PySide6-Addons",
        "Chromium",
        "Sandbox",
        "Display",
        "Libraries",
        "Korean font",
        "Data folder",
        "Free space",
        "Install phone",
        "Sample",
        "User scripts",
    ]


def test_looking_creates_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AITDESK_HOME", str(tmp_path / "home"))
    examine("phone")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_no_install_is_the_mistake_of_the_user() -> None:
    with pytest.raises(ConfigError):
        examine("../phone")


def test_root_is_told_that_the_sandbox_is_off() -> None:
    remedy = "run aitdesk as an ordinary user"
    finding = Diagnosis("Sandbox", DiagnosisState.WARNING, ROOT_NOTICE, remedy)
    assert doctor.sandbox(root=True, environ={}) == finding


def test_a_sandbox_that_was_switched_off_is_told() -> None:
    assert doctor.sandbox(root=False, environ={"QTWEBENGINE_DISABLE_SANDBOX": "1"}) == Diagnosis(
        "Sandbox",
        DiagnosisState.WARNING,
        "off, because QTWEBENGINE_DISABLE_SANDBOX is set",
        "unset QTWEBENGINE_DISABLE_SANDBOX",
    )


def test_a_display_that_is_gone_is_told_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", f"{tmp_path}/X0")
    assert doctor.screen() == Diagnosis(
        "Display",
        DiagnosisState.WARNING,
        f"DISPLAY={tmp_path}/X0 cannot be reached: No such file or directory",
        "runs offscreen; for a window, start aitdesk from a desktop session",
    )


def test_a_data_folder_to_come_is_fine(phone: Install) -> None:
    assert doctor.data_folder(phone)[0] == Diagnosis(
        "Data folder", DiagnosisState.OK, f"{phone.home}, made on first use"
    )


def test_a_data_folder_that_is_there_is_named(phone: Install) -> None:
    phone.make_folder()
    assert doctor.data_folder(phone)[0] == Diagnosis(
        "Data folder", DiagnosisState.OK, str(phone.home)
    )


def test_a_file_in_the_place_of_the_data_folder_is_a_problem(phone: Install) -> None:
    phone.home.touch()
    assert doctor.data_folder(phone) == [
        Diagnosis(
            "Data folder",
            DiagnosisState.PROBLEM,
            f"{phone.home} is not a folder",
            "make it a folder that you may write, or choose another folder with AITDESK_HOME",
        )
    ]


def test_a_data_folder_that_cannot_be_written_is_a_problem() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        found = _data_folder_without_rights(Install("phone", home=Path(name)))
    assert found == [
        Diagnosis(
            "Data folder",
            DiagnosisState.PROBLEM,
            f"{name} cannot be written",
            "make it a folder that you may write, or choose another folder with AITDESK_HOME",
        )
    ]


def test_a_data_folder_that_may_not_be_looked_at_is_a_problem() -> None:
    with tempfile.TemporaryDirectory() as name:
        hidden = Path(name, "hidden")
        hidden.mkdir(mode=0)
        found = _data_folder_without_rights(Install("phone", home=hidden / "home"))
    assert [(each.topic, each.state) for each in found] == [("Data folder", DiagnosisState.PROBLEM)]


def test_the_modes_of_a_new_install_are_right(phone: Install) -> None:
    secret.create(phone)
    assert doctor.modes(phone) == []


def test_what_others_may_read_is_told_with_the_command_that_mends_it(phone: Install) -> None:
    secret.create(phone)
    phone.folder.chmod(0o755)
    phone.secret_file.chmod(0o644)
    assert doctor.modes(phone) == [
        Diagnosis(
            "Permissions",
            DiagnosisState.WARNING,
            f"{phone.folder} has mode 0755, not 0700",
            f"chmod 700 {phone.folder}",
        ),
        Diagnosis(
            "Permissions",
            DiagnosisState.WARNING,
            f"{phone.secret_file} has mode 0644, not 0600",
            f"chmod 600 {phone.secret_file}",
        ),
    ]


def test_an_install_without_an_identity_is_fine(phone: Install) -> None:
    assert doctor.install_secret(phone) == Diagnosis(
        "Install phone", DiagnosisState.OK, "no identity yet, made on first use"
    )


def test_an_identity_is_told_by_its_fingerprint_only(phone: Install) -> None:
    key = secret.load_or_create(phone)
    assert doctor.install_secret(phone) == Diagnosis(
        "Install phone", DiagnosisState.OK, f"identity {secret.fingerprint(key)}"
    )


def test_a_secret_that_cannot_be_used_is_a_problem(phone: Install) -> None:
    phone.make_folder()
    phone.secret_file.touch()
    assert doctor.install_secret(phone) == Diagnosis(
        "Install phone",
        DiagnosisState.PROBLEM,
        f"{phone.secret_file} is empty",
        secret.remedy(phone),
    )


def test_what_is_built_is_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").touch()
    places = (tmp_path / "absent", tmp_path)
    assert doctor.built(scripts=SCRIPTS, places=places) == [
        Diagnosis("Sample", DiagnosisState.OK, "built"),
        Diagnosis("User scripts", DiagnosisState.OK, "built"),
    ]


def test_what_is_not_built_is_told(tmp_path: Path) -> None:
    assert doctor.built(scripts=None, places=(tmp_path,)) == [
        Diagnosis("Sample", DiagnosisState.WARNING, "is not built", "./scripts/setup"),
        Diagnosis(
            "User scripts",
            DiagnosisState.WARNING,
            "not built: pages run without what the phone runs around them",
            "./scripts/setup",
        ),
    ]
