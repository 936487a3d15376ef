"""The two transports: each carries out the steps of an operation, one blocks and one awaits."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import httpx

from aitdesk.client.operation import Request, Sleep, asking
from aitdesk.errors import Refused, Unreachable

if TYPE_CHECKING:
    from aitdesk.client.operation import ControlAddress, Operation, Step, T
    from aitdesk.value import Json

Why: TypeAlias = Callable[[], str | None]
"""Tells why nobody answers: how the process ended, None while it runs."""

# Control closes a connection that was idle for 5 s.
_LIMITS = httpx.Limits(keepalive_expiry=2.0)


def make_client() -> httpx.Client:
    """Return a client for 127.0.0.1: no proxy, no certificates, which cost 100 ms to read."""
    return httpx.Client(trust_env=False, verify=False, limits=_LIMITS)  # noqa: S501  # no TLS


def make_async_client() -> httpx.AsyncClient:
    """Return the client that awaits."""
    return httpx.AsyncClient(trust_env=False, verify=False, limits=_LIMITS)  # noqa: S501  # no TLS


@dataclass
class Transport:
    """Blocks. `pause` lets the time pass; it may keep something else going meanwhile."""

    client: httpx.Client
    address: ControlAddress
    why: Why
    timeout_s: float
    pause: Callable[[float], None] = time.sleep

    def run(self, operation: Operation[T]) -> T:
        """Carry out an operation and return what comes of it. Raises Unreachable and Refused."""
        go_on: Callable[[], Step] = partial(next, operation)
        while True:
            try:
                step = go_on()
            except StopIteration as done:
                found: T = done.value
                return found
            try:
                go_on = partial(operation.send, self._carry(step))
            except Exception as problem:  # noqa: BLE001  # the operation decides
                go_on = partial(operation.throw, problem)

    def ask(
        self, method: str, path: str, body: Json = None, *, within_s: float | None = None
    ) -> Any:  # noqa: ANN401  # JSON
        """Ask one thing and return its answer: JSON, or the bytes of a picture. Raises as `run`."""
        return self.run(asking(Request(method=method, path=path, body=body, within_s=within_s)))

    def _carry(self, step: Step, *, is_again: bool = False) -> Any:  # noqa: ANN401  # JSON
        if isinstance(step, Sleep):
            self.pause(step.seconds)
            return None
        try:
            answer = self.client.request(**_request(self.address, step, timeout_s=self.timeout_s))
        except httpx.HTTPError as problem:
            if _was_cut(problem, step) and not is_again:
                return self._carry(step, is_again=True)
            raise _unreachable(problem, step, self.why()) from None
        return _read(answer, step)


@dataclass
class AsyncTransport:
    """Awaits."""

    client: httpx.AsyncClient
    address: ControlAddress
    why: Why
    timeout_s: float

    async def run(self, operation: Operation[T]) -> T:
        """Carry out an operation and return what comes of it. Raises Unreachable and Refused."""
        go_on: Callable[[], Step] = partial(next, operation)
        while True:
            try:
                step = go_on()
            except StopIteration as done:
                found: T = done.value
                return found
            try:
                go_on = partial(operation.send, await self._carry(step))
            except Exception as problem:  # noqa: BLE001  # the operation decides
                go_on = partial(operation.throw, problem)

    async def ask(
        self, method: str, path: str, body: Json = None, *, within_s: float | None = None
    ) -> Any:  # noqa: ANN401  # JSON
        """Ask one thing and return its answer: JSON, or the bytes of a picture. Raises as `run`."""
        asked = Request(method=method, path=path, body=body, within_s=within_s)
        return await self.run(asking(asked))

    async def _carry(self, step: Step, *, is_again: bool = False) -> Any:  # noqa: ANN401  # JSON
        if isinstance(step, Sleep):
            await asyncio.sleep(step.seconds)
            return None
        try:
            request = _request(self.address, step, timeout_s=self.timeout_s)
            answer = await self.client.request(**request)
        except httpx.HTTPError as problem:
            if _was_cut(problem, step) and not is_again:
                return await self._carry(step, is_again=True)
            # It waits a moment for the process to end.
            raise _unreachable(problem, step, await asyncio.to_thread(self.why)) from None
        return _read(answer, step)


def _request(address: ControlAddress, step: Request, *, timeout_s: float) -> dict[str, Any]:
    return {
        "method": step.method,
        "url": address.url + step.path,
        "content": None if step.body is None else json.dumps(step.body).encode(),
        "headers": {"authorization": f"Bearer {address.token}"},
        "timeout": timeout_s if step.within_s is None else step.within_s,
    }


def _was_cut(problem: httpx.HTTPError, step: Request) -> bool:
    """Return whether control closed a kept connection at this very moment: a look is repeated."""
    is_cut = isinstance(problem, httpx.RemoteProtocolError | httpx.ReadError)
    return is_cut and step.method == "GET"


def _read(answer: httpx.Response, step: Request) -> Any:  # noqa: ANN401  # JSON
    if answer.headers.get("content-type") == "image/png":
        return answer.content
    try:
        said = answer.json()
    except ValueError:  # control itself failed, and its process wrote down why
        message = f"{step.method} {step.path} was answered with {answer.status_code}"
        raise Refused(message) from None
    if answer.is_success:
        return said
    error = said["error"]
    message = "\n".join(error.get("mistakes") or [error["message"]])
    raise (Unreachable if error["code"] == "CLOSED" else Refused)(message, code=error["code"])


def _unreachable(problem: httpx.HTTPError, step: Request, ended: str | None) -> Unreachable:
    if ended is not None:
        return Unreachable(ended, code="ENDED")
    if isinstance(problem, httpx.TimeoutException):
        message = f"the WebView does not answer {step.method} {step.path} in time"
        return Unreachable(message, code="HANGS")
    message = f"the mini-app's window is closed: nobody answers {step.method} {step.path}"
    return Unreachable(message, code="GONE")
