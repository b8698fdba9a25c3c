"""The worker: takes long work one by one, in a process of its own beside the web server."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from trongtam.look import operations
from trongtam.look.models import Job
from trongtam.look.operations.jobs import worker_name
from trongtam.look.registry import clock, meanwhile, tidying
from trongtam.look.work import Task

log = logging.getLogger(__name__)
LOOK_EVERY_S = 0.5
TELL_EVERY_S = 1.0
MEANWHILE_EVERY = timedelta(seconds=5)
TIDY_EVERY = timedelta(seconds=20)
FORGET_EVERY = timedelta(hours=1)


class Pulse:
    """Writes down, on a connection of its own, how far the work is and that its worker lives."""

    def __init__(self, job: Job, task: Task) -> None:
        self.job, self.task = job, task
        self.lost = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)
        task.on_progress = self.check

    def check(self) -> None:
        """Called inside the work: stops it when another worker has it by now."""
        if self.lost:
            raise operations.Abandoned

    def tell(self) -> None:
        self.lost = self.lost or not operations.keep_progress(self.job, self.task)

    def _beat(self) -> None:
        while not self._over.wait(TELL_EVERY_S):
            try:
                self.tell()
            except DatabaseError:
                continue  # another writes for long: told the next time
        connection.close()

    def __enter__(self) -> Pulse:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()


def work_off(worker: str = "") -> int:
    """Do all that waits, in this process and thread; how many pieces. Progress is kept at the end of each."""
    count = 0
    while (job := operations.take_job(worker or worker_name())) is not None:
        operations.run_job(job, task_of(job))
        count += 1
    return count


def task_of(job: Job) -> Task:
    return Task(by=job.user, given=job.given)


def do_meanwhile(at: datetime) -> bool:
    """Whether there may be more. What fails there (a storage server that is away) stops nobody's work: it is tried again."""
    try:
        return any(meanwhile.run(at).values())
    except Exception:  # of any room
        log.exception("what is done meanwhile failed")
        return False


def work(*, until: Callable[[], bool]) -> None:
    """Take work as it comes, until told to stop; between pieces give back what dead workers left, do
    what its hour has come for, and forget what is old."""
    tidied = forgot = idled = timezone.now() - FORGET_EVERY
    while not until():
        now = timezone.now()
        if now - tidied >= TIDY_EVERY:
            operations.take_back_lost(at=now)
            clock.tick(now)
            tidied = now
        if now - forgot >= FORGET_EVERY:
            tidying.run(now)
            forgot = now
        job = operations.take_job(worker_name())
        if job is None:
            if now - idled >= MEANWHILE_EVERY and not do_meanwhile(now):
                idled = now
            time.sleep(LOOK_EVERY_S)
            continue
        task = task_of(job)
        with Pulse(job, task):
            operations.run_job(job, task)
        close_old_connections()
