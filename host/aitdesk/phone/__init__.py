"""Everything true about the simulated phone: plain state and rules, no I/O of its own.

`Shell` is put together in `phone`, which loads every part; whoever needs only one part does not
wait for the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitdesk.phone.phone import EVERYONE, Part, SimulatedPhone, make_shell

__all__ = ["EVERYONE", "Part", "SimulatedPhone", "make_shell"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    from aitdesk.phone import phone

    return getattr(phone, name)
