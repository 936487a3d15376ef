"""Facts of the running mini-app: its deployment, its brand, its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api.decorators import constant, flag, in_3x
from aitdesk.value import UNDEFINED, Undefined

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json


@in_3x("schemeUri")
@constant("getSchemeUri", is_private=True)
def get_scheme_uri(shell: SimulatedPhone) -> str:
    """Return the deep link that opened the mini-app; navigation inside does not change it.

    Reply: such as "intoss://my-app/path?x=1". In 3.x the key is schemeUri.
    Source: native host, SDK 2.10.8; an intoss-private entry reads "intoss:" too (device); SDK 3.x
      build 3.0.5 to 3.6.0.
    """
    return shell.scheme


@in_3x("appName")
@constant("getAppName")
def get_app_name(shell: SimulatedPhone) -> str:
    """Return the mini-app's name.

    Reply: `appName` of its configuration. In 3.x the key is appName.
    Source: read by the script before load, user-scripts 2.10.8; by TossAds of SDK 3.0.3 (read).
    """
    return shell.app.name


@in_3x("groupId")
@constant("getGroupId")
def get_group_id(shell: SimulatedPhone) -> str:
    """Return the group of the mini-app.

    Reply: an opaque text. In 3.x the key is groupId.
    Source: native host, SDK 2.10.8; SDK 3.x build 3.0.5 to 3.6.0; its form is assumed.
    """
    return shell.app.group_id


@in_3x()
@constant("deploymentId", is_private=True)
def deployment_id(shell: SimulatedPhone) -> str:
    """Return the deployment as the native global holds it.

    Reply: a UUIDv7. In 3.x the Analytics of the SDK reads this one.
    Source: getAppsInTossGlobals, web-bridge 2.10.8; SDK 3.x build 3.0.5 to 3.6.0.
    """
    return shell.app.deployment_id


@constant("getDeploymentId", is_private=True)
def get_deployment_id(shell: SimulatedPhone) -> str:
    """Return the deployment; the SDK's Analytics reads a date out of it.

    Reply: a UUIDv7.
    Source: env.getDeploymentId, web-bridge 2.10.8.
    """
    return shell.app.deployment_id


@in_3x()
@constant("brandDisplayName")
def brand_display_name(shell: SimulatedPhone) -> str:
    """Return the name that people see.

    Reply: `brand.displayName` of the configuration.
    Source: getAppsInTossGlobals, web-bridge 2.10.8; for 3.x inferred.
    """
    return shell.app.display_name


@in_3x()
@constant("brandIcon")
def brand_icon(shell: SimulatedPhone) -> str:
    """Return the address of the icon.

    Reply: a URL, or "".
    Source: getAppsInTossGlobals, web-bridge 2.10.8; for 3.x inferred.
    """
    return shell.app.icon


@in_3x()
@constant("brandPrimaryColor")
def brand_primary_color(shell: SimulatedPhone) -> str:
    """Return the brand's colour.

    Reply: #RRGGBB.
    Source: getAppsInTossGlobals, web-bridge 2.10.8; for 3.x inferred.
    """
    return shell.app.primary_color


@flag("appsInTossGlobals", is_private=True)
def apps_in_toss_globals(shell: SimulatedPhone) -> dict[str, Json]:
    """Return what getAppsInTossGlobals of SDK 3.x gives, as one object.

    Reply: {deploymentId, brandDisplayName, brandIcon, brandPrimaryColor}.
    Source: SDK 3.0.3, run: the object comes back as it is; that it has the members of
      getAppsInTossGlobals, web-bridge 2.10.8, is assumed.
    """
    app = shell.app
    return {
        "deploymentId": app.deployment_id,
        "brandDisplayName": app.display_name,
        "brandIcon": app.icon,
        "brandPrimaryColor": app.primary_color,
    }


@constant("brandBridgeColorMode")
def brand_bridge_color_mode(shell: SimulatedPhone) -> str:  # every constant takes the shell
    """Return the colour mode, without which getAppsInTossGlobals of SDK 1.5.2 and older throws.

    Reply: "basic".
    Source: native host, SDK 1.2.0 to 1.5.2.
    """
    return "basic"


@in_3x()
@constant("webViewType")
def web_view_type(shell: SimulatedPhone) -> str:
    """Return the type as the native global holds it.

    Reply: "partner", "game" or "external".
    Source: native host 2.10.8; put there by it, read by no SDK function; for 3.x inferred.
    """
    return shell.app.web_view_type


@constant("getWebViewType")
def get_web_view_type(shell: SimulatedPhone) -> str:
    """Return the type of the web view.

    Reply: "partner", "game" or "external".
    Source: read by the script before load, user-scripts 2.10.8.
    """
    return shell.app.web_view_type


@in_3x()
@constant("navigationBar")
def navigation_bar(shell: SimulatedPhone) -> str | Undefined:
    """Return the configuration of the bar.

    Reply: JSON text, not an object; absent when there is none.
    Source: native host 2.10.8; put there by it, read by no SDK function; for 3.x inferred.
    """
    return UNDEFINED if shell.app.navigation_bar is None else shell.app.navigation_bar
