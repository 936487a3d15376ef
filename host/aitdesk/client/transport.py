"""The two transports: each carries out the steps of a plan, one blocks and one awaits."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import httpx

from aitdesk.client.operation import Sleep
from aitdesk.errors import DriverError

if TYPE_CHECKING:
    from aitdesk.client.operation import ControlAddress, Operation, Request, Step, T

Why: TypeAlias = Callable[[], str | None]
"""Tells why nobody answers: how the process ended, None while it runs."""

# Control closes a connection that was idle for 5 s.
_LIMITS = httpx.Limits(max_keepalive_connections=4, keepalive_expiry=2.0)


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
    door: ControlAddress
    why: Why
    timeout_s: float
    pause: Callable[[float], None] = time.sleep

    def run(self, plan: Operation[T]) -> T:
        """Carry out a plan and return what it does. Raises DriverError where nobody answers."""
        answer: Any = None
        try:
            step = next(plan)
            while True:
                try:
                    answer = self._carry(step)
                except Exception as problem:  # noqa: BLE001  # the plan decides
                    step = plan.throw(problem)
                else:
                    step = plan.send(answer)
        except StopIteration as done:
            found: T = done.value
            return found

    def _carry(self, step: Step) -> Any:  # noqa: ANN401  # JSON
        if isinstance(step, Sleep):
            self.pause(step.seconds)
            return None
        try:
            answer = self.client.request(**_request(self.door, step, timeout_s=self.timeout_s))
        except httpx.HTTPError as problem:
            raise _unreachable(problem, step, self.why()) from None
        return _read(answer, step)


@dataclass
class AsyncTransport:
    """Awaits."""

    client: httpx.AsyncClient
    door: ControlAddress
    why: Why
    timeout_s: float

    async def run(self, plan: Operation[T]) -> T:
        """Carry out a plan and return what it does. Raises DriverError where nobody answers."""
        answer: Any = None
        try:
            step = next(plan)
            while True:
                try:
                    answer = await self._carry(step)
                except Exception as problem:  # noqa: BLE001  # the plan decides
                    step = plan.throw(problem)
                else:
                    step = plan.send(answer)
        except StopIteration as done:
            found: T = done.value
            return found

    async def _carry(self, step: Step) -> Any:  # noqa: ANN401  # JSON
        if isinstance(step, Sleep):
            await asyncio.sleep(step.seconds)
            return None
        try:
            request = _request(self.door, step, timeout_s=self.timeout_s)
            answer = await self.client.request(**request)
        except httpx.HTTPError as problem:
            raise _unreachable(problem, step, self.why()) from None
        return _read(answer, step)


def _request(door: ControlAddress, step: Request, *, timeout_s: float) -> dict[str, Any]:
    return {
        "method": step.method,
        "url": door.url + step.path,
        "content": None if step.body is None else json.dumps(step.body).encode(),
        "headers": {"authorization": f"Bearer {door.token}"},
        "timeout": timeout_s if step.within_s is None else step.within_s,
    }


def _read(answer: httpx.Response, step: Request) -> Any:  # noqa: ANN401  # JSON
    if answer.headers.get("content-type") == "image/png":
        return answer.content
    try:
        said = answer.json()
    except ValueError:
        message = f"{step.method} {step.path} was answered with {answer.status_code}"
        raise DriverError(message) from None
    if answer.is_success:
        return said
    error = said["error"]
    raise DriverError("\n".join(error.get("mistakes") or [error["message"]]), code=error["code"])


def _unreachable(problem: httpx.HTTPError, step: Request, ended: str | None) -> DriverError:
    if ended is not None:
        return DriverError(ended, code="ENDED")
    if isinstance(problem, httpx.TimeoutException):
        message = f"the WebView does not answer {step.method} {step.path} in time"
        return DriverError(message, code="HANGS")
    message = f"the mini-app's window is closed: nobody answers {step.method} {step.path}"
    return DriverError(message, code="GONE")
