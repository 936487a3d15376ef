"""Who the user is: the anonymous key and Toss login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import method
from aitdesk.phone.environment import since
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone

_ANONYMOUS_KEY = since("5.232.0")


@method("getAnonymousKey", minimum=_ANONYMOUS_KEY, swallows=lambda _: "ERROR")
async def get_anonymous_key(shell: SimulatedPhone) -> dict[str, str]:
    """Return the key of this person in this mini-app.

    Reply: {type: "HASH", hash}, 43 characters of base64url; "ERROR" for every failure, never a
      rejection; undefined below 5.232.0 outside the sandbox. In 3.x a failure is an error, of
      which the page makes "ERROR".
    Source: getAnonymousKey.d.ts, web-bridge 2.10.8; native host 2.10.8; SDK 3.x build 3.0.5 to
      3.6.0.
    """
    return {"type": "HASH", "hash": await shell.identity.anonymous_hash()}


@method(
    "getUserKeyForGame",
    line=Line.GRANITE,
    minimum=_ANONYMOUS_KEY,
    swallows=lambda _: "ERROR",
)
async def get_user_key_for_game(shell: SimulatedPhone) -> dict[str, str]:
    """Return the same as getAnonymousKey, under its older name.

    Reply: as getAnonymousKey.
    Differs: hosts up to 2.0.9 answer "INVALID_CATEGORY" to a mini-app that is no game.
    Source: getUserKeyForGame.d.ts, web-bridge 2.10.8; hosts 2.4.5 and newer. In 3.x the page sends
      getAnonymousKey instead (SDK 3.0.3, run).
    """
    return {"type": "HASH", "hash": await shell.identity.anonymous_hash()}


@method("getIsTossLoginIntegratedService", minimum=since("5.237.0"))
async def get_is_toss_login_integrated_service(shell: SimulatedPhone) -> bool:
    """Tell whether this person has logged in to the mini-app with Toss.

    Reply: true or false; undefined below 5.237.0 outside the sandbox.
    Errors: EXECUTION_ERROR when the mini-app has no Toss login set up.
    Source: getIsTossLoginIntegratedService.d.ts, web-bridge 2.10.8; error code seen on a device.
    """
    return await shell.login.is_linked()


@method("appLogin")
async def app_login(shell: SimulatedPhone) -> dict[str, str]:
    """Log in with Toss: the person agrees to the terms the first time, later ones are silent.

    Reply: {authorizationCode, referrer}; the code can be redeemed once, within ten minutes;
      referrer is "DEFAULT", in the sandbox "SANDBOX".
    Errors: APP_LOGIN when the person refuses, or the mini-app has no Toss login set up.
    Differs: no server of Toss knows the code; this shell redeems it. That a refusal has this code
      is assumed.
    Source: appLogin.d.ts, web-bridge 2.10.8; error code seen on a device.
    """
    code, referrer = await shell.login.authorize()
    return {"authorizationCode": code, "referrer": referrer}


@method("createAnonymousKeyAuthCode", line=Line.WEBVIEW_BRIDGE)
async def create_anonymous_key_auth_code(shell: SimulatedPhone) -> dict[str, str]:
    """Give a code that the mini-app's server exchanges for this person's anonymous key.

    Reply: {code}, a new one each time; it can be redeemed once, within five minutes.
    Differs: no server of Toss knows the code; this shell redeems it, for the key that
      getAnonymousKey gives (inferred).
    Source: SDK 3.x build 3.6.0; member and lifetime from a public report; since which version of
      Toss is not known, so every one has it (assumed).
    """
    return {"code": await shell.login.key_code()}
