"""Where an install lives on this machine."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.errors import ConfigError
from aitdesk.storage import disk
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_INSTALL = "default"

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


def home() -> Path:
    """Return the data folder: `$AITDESK_HOME`, or where this platform keeps a program's data.

    The path is absolute; the folder need not exist.

    Errors: ConfigError when neither is known.
    """
    chosen = os.environ.get("AITDESK_HOME")
    if chosen:
        return regular_file.named(chosen, by="AITDESK_HOME").absolute()
    # Loaded late: the command line starts without it.
    import platformdirs

    message = (
        "this user has no home folder, so there is no place for aitdesk's data: "
        "name a folder with AITDESK_HOME"
    )
    try:
        place = platformdirs.user_data_path("aitdesk", appauthor=False)
    except RuntimeError:
        raise ConfigError(message) from None
    if place.parts[:1] == ("~",):  # older versions of platformdirs leave it so
        raise ConfigError(message)
    return place.absolute()


@dataclass(frozen=True, slots=True)
class Install:
    """One copy of the shell, as one phone is. Naming it touches nothing.

    Raises `ConfigError` for a name that cannot be a folder on every platform.
    """

    name: str = DEFAULT_INSTALL
    home: Path = field(default_factory=home)

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or self.name in {".", ".."}:
            message = (
                f"install name {self.name!r} cannot be used: choose 1 to 64 of "
                "the letters A-Z a-z, digits, '.', '_' and '-', other than '.' and '..'"
            )
            raise ConfigError(message)

    @property
    def folder(self) -> Path:
        """The folder of everything this install keeps."""
        return self.home / "installs" / self.name

    @property
    def secret_file(self) -> Path:
        """The file of the install secret."""
        return self.folder / "secret"

    @property
    def database_file(self) -> Path:
        """The SQLite file of issued hashes and mini-app storage."""
        return self.folder / "install.db"

    @property
    def option(self) -> str:
        """What a command line needs to mean this install: empty for the default one."""
        return "" if self.name == DEFAULT_INSTALL else f" --install {self.name}"

    def make_folder(self) -> None:
        """Create the folder, mode 0700, where it is missing; nobody else may look into it then.

        Raises `OSError`.
        """
        disk.make_folder(self.folder)
        disk.tighten_file(self.folder)
