"""What is said of a target that is refused."""

from __future__ import annotations

import pytest

from aitdesk.errors import ConfigError
from aitdesk.miniapp.target import locate


def refusal(target: str | None, *, app_name: str | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        locate(target, app_name=app_name, sample_places=())
    return str(caught.value)
