from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.doctor.font import font_file, korean_font

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _fc_list(folder: Path, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = folder / "fc-list"
    tool.write_text(f"#!/bin/sh\nprintf '{output}'\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_the_korean_cut_of_a_font_is_preferred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    families = "Noto Sans CJK JP\\nNoto Sans CJK KR,Noto Sans CJK KR Black\\n"
    _fc_list(tmp_path, families, monkeypatch)
    assert korean_font() == "Noto Sans CJK KR"


def test_any_font_with_korean_letters_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fc_list(tmp_path, "NanumGothic,나눔고딕\\n", monkeypatch)
    assert korean_font() == "NanumGothic"


def test_no_font_is_found_where_fontconfig_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fc_list(tmp_path, "", monkeypatch)
    assert korean_font() is None


def test_a_font_is_found_by_the_name_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "DejaVuSans.ttf").touch()
    (tmp_path / "truetype" / "NotoSansCJK-Regular.ttc").touch()
    assert font_file([tmp_path / "absent", tmp_path]) == "NotoSansCJK-Regular"


def test_other_files_are_no_font(tmp_path: Path) -> None:
    for name in ("DejaVuSans.ttf", "NanumGothic.txt", "malgun"):
        (tmp_path / name).touch()
    assert font_file([tmp_path]) is None
