"""What the mini-app can ask, one module a family of the SDK. FAMILIES is the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aitdesk.api import ads, age, analytics, app, auth, environment, navigation, review, screen
from aitdesk.api import storage as storage

if TYPE_CHECKING:
    from types import ModuleType

FAMILIES: Final[tuple[ModuleType, ...]] = (
    environment,
    app,
    screen,
    auth,
    storage,
    navigation,
    analytics,
    ads,
    review,
    age,
)
