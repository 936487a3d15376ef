"""The one thread that owns the database, so that the event loop never waits for the disk.

It takes whatever is queued, runs it in order and commits it together: many writes at once cost
about one wait for the disk.
"""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar, cast

from aitdesk.errors import StoreError
from aitdesk.storage.database import TROUBLE, Database, explain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from aitdesk.storage.database import Trouble

T = TypeVar("T")

_BATCH_AT_MOST = 1024


@dataclass(slots=True)
class Job:
    """One operation: what it does, who waits for it, and how it ended.

    `work` may run twice: once with others, and alone when those failed.
    """

    work: Callable[[sqlite3.Connection], object]
    is_write: bool
    waiter: asyncio.Future[object]
    is_done: bool = False
    result: object = None
    error: StoreError | Trouble | None = None


class StoreThread:
    """Runs operations on the database at `file`. The thread starts with the first of them."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_closed = False

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `work` returns; it must not write. Raises `StoreError`."""
        return await self._submit(work, is_write=False)

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `work` returns, once it is on the disk. Raises `StoreError`."""
        return await self._submit(work, is_write=True)

    def close(self) -> None:
        """Run what is queued, then end the thread."""
        with self._guard:
            self._is_closed = True
            thread = self._thread
            if thread is not None:
                self._jobs.put(None)
        if thread is not None:
            thread.join()

    async def _submit(self, work: Callable[[sqlite3.Connection], T], *, is_write: bool) -> T:
        waiter: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        with self._guard:
            if self._is_closed:
                message = f"{self._file} was closed before this operation"
                raise StoreError(message)
            if self._thread is None:
                # Daemon: a host that dies without closing must not hang; nothing acknowledged
                # is lost by it.
                self._thread = threading.Thread(target=self._run, name="store", daemon=True)
                self._thread.start()
            self._jobs.put(Job(work, is_write, waiter))
        return cast("T", await waiter)

    def _run(self) -> None:
        database = Database(self._file)
        jobs: list[Job] = []
        try:
            is_open = True
            while is_open:
                jobs, is_open = self._take()
                _perform(jobs, database)
                self._answer(jobs)
                jobs = []
        finally:
            database.drop()
            self._abandon(jobs)

    def _abandon(self, jobs: list[Job]) -> None:
        """Let the next operation start a thread anew; whoever waits must not wait for ever.

        After an orderly end nobody does; after a defect, which Python prints, they are told.
        """
        with self._guard:
            self._thread = None
            while not self._jobs.empty():
                if (job := self._jobs.get()) is not None:
                    jobs.append(job)
        for job in jobs:
            job.error = StoreError(f"{self._file} was let go of because of a defect in aitdesk")
        self._answer(jobs)

    def _take(self) -> tuple[list[Job], bool]:
        """Wait for a job; return all that are queued, and whether more may come."""
        jobs: list[Job] = []
        while len(jobs) < _BATCH_AT_MOST and not (jobs and self._jobs.empty()):
            job = self._jobs.get()
            if job is None:
                return jobs, False
            jobs.append(job)
        return jobs, True

    def _answer(self, jobs: Iterable[Job]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[Job]] = {}
        for job in jobs:
            by_loop.setdefault(job.waiter.get_loop(), []).append(job)
        for loop, waiting in by_loop.items():
            try:
                loop.call_soon_threadsafe(self._settle, waiting)
            except RuntimeError:
                # The loop was closed meanwhile, and with it everyone who waited.
                continue

    def _settle(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            if job.waiter.done():
                continue  # cancelled
            if job.error is None:
                job.waiter.set_result(job.result)
            elif isinstance(job.error, StoreError):
                job.waiter.set_exception(job.error)
            else:
                job.waiter.set_exception(explain(job.error, file=self._file))


def _perform(jobs: list[Job], database: Database) -> None:
    """Run the jobs and note how each ended."""
    if not jobs:
        return
    try:
        connection = database.connection()
        if any(job.is_write for job in jobs):
            _commit(jobs, connection)
        else:
            for job in jobs:
                _finish([job], [job.work(connection)])
    except (*TROUBLE, StoreError) as error:
        for job in jobs:
            if not job.is_done:
                job.error = error
    if any(job.error is not None for job in jobs):
        # The next operation opens anew, so that it works once the folder is mended.
        database.drop()


def _commit(jobs: list[Job], connection: sqlite3.Connection) -> None:
    """Run the jobs in one transaction, or each in its own when one of them fails.

    Raises only when no transaction can begin; jobs that are not done by then have not run.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        results = [job.work(connection) for job in jobs]
        connection.execute("COMMIT")
    except (*TROUBLE, StoreError) as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if len(jobs) == 1:
            jobs[0].is_done, jobs[0].error = True, error
            return
        for job in jobs:
            _commit([job], connection)
    else:
        _finish(jobs, results)


def _finish(jobs: list[Job], results: list[object]) -> None:
    for job, result in zip(jobs, results, strict=True):
        job.is_done, job.result = True, result
