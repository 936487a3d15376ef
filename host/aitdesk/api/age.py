"""The age range that the phone's owner declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import Params, constant, in_3x, method
from aitdesk.phone.age_range import share_age_range
from aitdesk.phone.environment import MinVersion, Platform
from aitdesk.phone.error_catalog import refusal

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json

_NAME = "getDeclaredAgeRange"
_DECLARED_AGE_RANGE = MinVersion(android="never", ios="5.266.0")
_LOWEST_IOS = 26


class Gates(Params, frozen=True, rename="camel"):
    """{ageGates}."""

    age_gates: tuple[float, ...]


class AgeCall(Params, array_like=True, frozen=True):
    """[{ageGates}]."""

    wanted: Gates


@in_3x("isGetDeclaredAgeRangeSupported")
@constant("getDeclaredAgeRange_isSupported")
def get_declared_age_range_is_supported(shell: SimulatedPhone) -> bool:
    """Tell whether getDeclaredAgeRange is there.

    Reply: true on iOS 26 and newer, in the sandbox and from 5.266.0. In 3.x the key is
      isGetDeclaredAgeRangeSupported.
    Source: native host, SDK 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return _is_ios_new_enough(shell) and shell.environment.supports(_DECLARED_AGE_RANGE)


@method(_NAME)
async def get_declared_age_range(shell: SimulatedPhone, params: AgeCall) -> dict[str, Json]:
    """Ask the person to share an age range, in the steps of the gates.

    Reply: {status: "SHARING", lowerBound?, upperBound?, ageRangeDeclaration,
      activeParentalControls, isEligibleForAgeFeatures}, the bounds being the gates around the age;
      else {status, activeParentalControls: []} with DECLINED_SHARING, NOT_AVAILABLE, FAILED or
      INVALID_REQUEST, which is for other than one to three whole gates two years apart.
    Errors: a message without a code on Android and below iOS 26, and below 5.266.0 outside the
      sandbox.
    Differs: the age is made up (`person.age_years`); asked each time, where the phone may remember.
      UNSUPPORTED_OS is never given: the shell fails before.
    Source: getDeclaredAgeRange.d.ts, web-bridge 2.10.8; native host 2.10.8; bounds from Apple's
      description of iOS 26.0; what is invalid, and the texts of the members, assumed.
    """
    # Not a gate of the registry: which of two texts it fails with depends on the phone.
    if not _is_ios_new_enough(shell):
        raise refusal(_NAME, "OS_TOO_OLD")
    if not shell.environment.supports(_DECLARED_AGE_RANGE):
        raise refusal(_NAME, "UNSUPPORTED_APP_VERSION")
    return await share_age_range(shell.person, params.wanted.age_gates, for_call=_NAME)


def _is_ios_new_enough(shell: SimulatedPhone) -> bool:
    major = int(shell.device.profile.os_version.split(".")[0])
    return shell.environment.platform is Platform.IOS and major >= _LOWEST_IOS
