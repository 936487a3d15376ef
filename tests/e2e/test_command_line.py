"""What Chromium was started with in the end, by Qt's own account of it."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from e2e.conftest import Starter

# The command as it is, with what Qt says of its engine on standard error.
PROGRAM = """
import logging
logging.basicConfig(level=logging.DEBUG, format="%(message)s")
from aitdesk.cli import main
main()
"""
# These depend on the machine and on the run.
OF_THE_RUN = {
    "application-name",
    "browser-subprocess-path",
    "disable-dev-shm-usage",
    "disable-setuid-sandbox",
    "host-resolver-rules",
    "ignore-certificate-errors-spki-list",
    "no-sandbox",
}
QTS = {
    "disable-blink-features": "WebOTP",
    "disable-gpu": "",
    "disable-gpu-memory-buffer-video-frames": "",
    "disable-speech-api": "",
    "in-process-gpu": "",
    "touch-events": "auto",
    "use-gl": "angle",
}
OURS = {
    "autoplay-policy": "document-user-activation-required",
    "disable-gpu-compositing": "",
    "enable-unsafe-swiftshader": "",
    "ignore-gpu-blocklist": "",
    "log-level": "3",
    "remote-allow-origins": "https://aitdesk.invalid",
}


def test_chromium_gets_our_flags_and_the_users_and_nothing_else(
    start_miniapp: Starter, sdk_page: str
) -> None:
    users = "--enable-features=OneOfMine --v=0 --enable-features=Another --disable-features=NotThis"
    miniapp = start_miniapp(
        target=sdk_page,
        command=[sys.executable, "-P", "-c", PROGRAM],
        environment={
            "QT_LOGGING_RULES": "qt.webenginecontext.debug=true",
            "QTWEBENGINE_CHROMIUM_FLAGS": users,
        },
    )
    said = miniapp.process.stderr.partition("Init Parameters:\n")[2]
    found = dict(re.findall(r"^ \*  (\S+) (.*)$", said, re.MULTILINE))
    assert {name: text for name, text in found.items() if name not in OF_THE_RUN} == {
        **QTS,
        **OURS,
        "disable-features": "EyeDropper,BackgroundFetch,InstalledApp,WebOTP,WebPayments,WebUSB,"
        "AcceleratedVideoDecoder,NotThis",
        "enable-features": "NetworkServiceInProcess2,TracingServiceInProcess,OneOfMine,Another",
        "v": "0",
    }
