"""What a gateway answers with: the files of a folder, or one script beside something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from aitdesk.server.files import WebFile, find_file, has_extension

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from pathlib import Path

    from starlette.datastructures import Headers
    from starlette.responses import Response
    from starlette.types import ASGIApp, Scope

# The root is the root page. Engines ask for the icon on their own, whether or not a page names it.
_NEVER_MISSING = frozenset({"/", "/favicon.ico"})


Content: TypeAlias = "Callable[[Scope], ASGIApp]"
"""What answers a request, given its scope; the method is GET or HEAD."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A mini-app's files; every path that is none of them is answered with the root page.

    `on_missing` hears of each path that is no file and looks like one, or that anything but a
    navigation asks for: on the phone there is no server at this origin either.
    """

    root: Path
    on_missing: Callable[[str], None]

    def __call__(self, scope: Scope) -> Response:
        """Answer a path."""
        from starlette.datastructures import Headers  # as in Gateway.serve
        from starlette.responses import PlainTextResponse

        path: str = scope["path"]
        headers = Headers(scope=scope)
        file = find_file(self.root, path)
        if file is None:
            is_page = headers.get("sec-fetch-mode", "navigate") == "navigate"
            if (has_extension(path) or not is_page) and path not in _NEVER_MISSING:
                self.on_missing(path)
            file = find_file(self.root, "/index.html")
        if file is None:
            return PlainTextResponse("The folder has no index.html now.", status_code=404)
        return _file_response(file, headers)


@dataclass(frozen=True, slots=True)
class Script:
    """One script that pages of every origin may load; each other path is `beside` it."""

    text: bytes
    paths: re.Pattern[str]
    beside: Content

    def __call__(self, scope: Scope) -> ASGIApp:
        """Answer a path."""
        from starlette.responses import Response  # as in Gateway.serve

        if not self.paths.fullmatch(scope["path"]):
            return self.beside(scope)
        headers = {
            "access-control-allow-origin": "*",
            "cache-control": "no-cache",
            # A page that isolates itself, as games with threads do, loads nothing without it.
            "cross-origin-resource-policy": "cross-origin",
        }
        return Response(self.text, media_type="text/javascript", headers=headers)


def _file_response(file: WebFile, headers: Headers) -> Response:
    from starlette.responses import FileResponse  # as in Gateway.serve
    from starlette.staticfiles import NotModifiedResponse, StaticFiles

    response = FileResponse(file.path, media_type=file.media_type, stat_result=file.stat)
    if file.encoding is not None:
        response.headers["content-encoding"] = file.encoding
    if StaticFiles(check_dir=False).is_not_modified(response.headers, headers):
        return NotModifiedResponse(response.headers)
    return response
