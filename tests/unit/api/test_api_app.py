from __future__ import annotations

from aitdesk.api import app
from aitdesk.api.registry import Registry
from aitdesk.phone.app import AppFacts
from aitdesk.value import UNDEFINED
from rig import make_shell

FACTS = AppFacts(
    "my-app",
    "My App",
    icon="https://toss.im/icon.png",
    primary_color="#112233",
    web_view_type="game",
    deployment_id="local",
    group_id="aitdesk-other-group",
    navigation_bar='{"withBackButton":false}',
)


def test_the_constants_are_the_mini_apps_own_facts() -> None:
    assert Registry([app]).constants(make_shell(app=FACTS)) == {
        "getSchemeUri": "intoss://my-app/path?x=1",
        "getAppName": "my-app",
        "getGroupId": "aitdesk-other-group",
        "deploymentId": "local",
        "getDeploymentId": "local",
        "brandDisplayName": "My App",
        "brandIcon": "https://toss.im/icon.png",
        "brandPrimaryColor": "#112233",
        "brandBridgeColorMode": "basic",
        "webViewType": "game",
        "getWebViewType": "game",
        "navigationBar": '{"withBackButton":false}',
    }


def test_a_mini_app_that_names_nothing_has_the_defaults_and_no_bar() -> None:
    assert Registry([app]).constants(make_shell(app=AppFacts("my-app", "my-app"))) == {
        "getSchemeUri": "intoss://my-app/path?x=1",
        "getAppName": "my-app",
        "getGroupId": "aitdesk-group",
        "deploymentId": "00000000-0000-7000-8000-000000000000",
        "getDeploymentId": "00000000-0000-7000-8000-000000000000",
        "brandDisplayName": "my-app",
        "brandIcon": "",
        "brandPrimaryColor": "#3182F6",
        "brandBridgeColorMode": "basic",
        "webViewType": "partner",
        "getWebViewType": "partner",
        "navigationBar": UNDEFINED,
    }
