"""The exports of SDK 3.x that lead to no name of their own, and how to drive each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from e2e.contract.around import NEWEST

_BANNER: Final = """(() => {
  sdk.TossAds.destroyAll();
  document.body.replaceChildren(document.createElement("div"));
  document.body.firstChild.style.cssText = "width: 340px; height: 300px";
  return new Promise((onAdImpression, onAdFailedToRender) => sdk.TossAds.%s(
    "ait-ad-test-banner-id", document.body.firstChild,
    { callbacks: { onAdImpression, onAdFailedToRender } }));
})()"""
_INITIALIZED: Final = """new Promise((onInitialized, onInitializationFailed) =>
  sdk.TossAds.initialize({ callbacks: { onInitialized, onInitializationFailed } }))"""
_FETCHED: Final = (
    frozenset({"fetchAppsInTossAd", "tossAdEventLog"}),  # through 3.0.3
    frozenset({"__injectedAd", "__injectedAdLog"}),  # from 3.0.5 on
)
_FETCHED_BEFORE: Final = (frozenset({"fetchTossAd", "tossAdEventLog"}), _FETCHED[1])
_NONE: Final = (frozenset[str](),)


@dataclass(frozen=True, slots=True)
class Extra:
    """An export that no name of the wire belongs to: one of `wires` is what it may send."""

    expression: str
    kind: str = "method"
    wires: tuple[frozenset[str], ...] = _NONE
    toss_version: str = NEWEST


_EXTRAS: Final[dict[str, tuple[Extra, ...]]] = {
    "isMinVersionSupported": (
        Extra("sdk.isMinVersionSupported({ android: '5.0.0', ios: '5.0.0' })", "constant"),
    ),
    "createAsyncBridge": (
        Extra(
            "sdk.createAsyncBridge('getNetworkStatus')()", wires=(frozenset({"getNetworkStatus"}),)
        ),
    ),
    "createConstantBridge": (Extra("sdk.createConstantBridge('locale')()", "constant"),),
    "createEventBridge": (
        Extra("sdk.createEventBridge('homeEvent')(on)", "event", (frozenset({"homeEvent"}),)),
    ),
    "TossAds.initialize": (Extra(_INITIALIZED),),
    "TossAds.attach": (Extra(_BANNER % "attach", wires=_FETCHED),),
    "TossAds.attachBanner": (
        Extra(_BANNER % "attachBanner", wires=_FETCHED),
        Extra(_BANNER % "attachBanner", wires=_FETCHED_BEFORE, toss_version="5.250.0"),
    ),
    "TossAds.destroy": (Extra("sdk.TossAds.destroy('none')", "constant"),),
    "TossAds.destroyAll": (Extra("sdk.TossAds.destroyAll()", "constant"),),
    "Accuracy": (Extra("sdk.Accuracy", "constant"),),
}
_PERMISSION_CALLS: Final = ("getPermission", "openPermissionDialog")


def extras_of(export: str) -> tuple[Extra, ...]:
    """Return how to drive an export that leads to no name of its own; none for an unknown one."""
    name = export.rpartition(".")[2]
    if export in _EXTRAS:
        return _EXTRAS[export]
    if "." in export and name == "isSupported":
        return (Extra(f"sdk.{export}()", "constant"),)
    if "." in export and name in _PERMISSION_CALLS:
        return (Extra(f"sdk.{export}()", wires=(frozenset({name}),)),)
    if name.endswith("PermissionError"):
        return (Extra(f"sdk.{export}.prototype instanceof Error", "constant"),)
    return ()
