"""Long work is asked for, taken by one worker, told of while it goes on, and ended or given back.

Asking is nobody's business but one's own: no rule of posts, no book entry. The operation that the work calls has both.
"""

from __future__ import annotations

import json
import logging
import os
import socket
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.look.models import Job, JobFile
from trongtam.look.work import Outcome, Task, kinds

MOST_AT_ONCE = 20
MOST_TRIES = 3
# A worker is seen every second; on SQLite a long transaction of another may hold it up for a while.
LOST_AFTER = timedelta(minutes=2)
JOBS_STAY = timedelta(days=7)

State = Job.State
log = logging.getLogger(__name__)


class Abandoned(Exception):
    """Another worker has taken the work over: whoever still does it stops."""


@transaction.atomic
def start_job(
    kind: str, *, by: Any, title: str, given: dict[str, Any] | None = None, about: str = "", at: datetime | None = None
) -> Job:
    """Ask for long work. The same work that still waits or runs is not begun twice: it is given back.

    `given`: plain JSON values. Raises Refused where the person has too much waiting, KeyError for a kind nobody registered.
    """
    if kind not in kinds:
        raise KeyError(kind)
    get_user_model().objects.select_for_update().get(pk=by.pk)
    values, language = given or {}, get_language() or "vi"
    digest = sha256(json.dumps([kind, language, about, values], sort_keys=True).encode()).hexdigest()
    open_jobs = Job.objects.visible_to(by).filter(state__in=(State.WAITING, State.RUNNING))
    if found := open_jobs.filter(digest=digest).first():
        return found
    if open_jobs.count() >= MOST_AT_ONCE:
        raise Refused(_("You have much work waiting already. Wait until some of it is done."))
    return Job.objects.create(
        user_id=by.pk,
        kind=kind,
        title=title[:600],
        given=values,
        digest=digest,
        about=about,
        language=language,
        asked_at=at or timezone.now(),
    )


def ask_again(job: Job, *, by: Any, at: datetime | None = None) -> Job:
    """Ask anew for work that was not done. Raises Refused while it still goes on."""
    if not job.is_over:
        raise Refused(_("This work still goes on."))
    with override(job.language):
        return start_job(job.kind, by=by, title=job.title, given=job.given, about=job.about, at=at)


def take_job(worker: str, *, at: datetime | None = None) -> Job | None:
    """The work that waits longest, now this worker's; None when nothing waits. Never given to two."""
    if not Job.objects.filter(state=State.WAITING).exists():
        return None  # looking costs no lock
    with transaction.atomic():
        waiting = Job.objects.select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked, of=("self",)
        ).select_related("user")
        job = waiting.filter(state=State.WAITING).order_by("asked_at", "pk").first()
        if job is None:
            return None
        job.state, job.worker, job.tries = State.RUNNING, worker[:120], job.tries + 1
        job.started_at = job.seen_at = at or timezone.now()
        job.done, job.total, job.said = 0, 0, ""
        job.save(update_fields=["state", "worker", "tries", "started_at", "seen_at", "done", "total", "said"])
        return job


def run_job(job: Job, task: Task, *, at: datetime | None = None) -> Job:
    """Do taken work to its end, in the language and with the sight of who asked; every failure ends as a sentence.

    A worker that is told to stop midway (SystemExit, KeyboardInterrupt) gives the work back.
    """
    with override(job.language):
        try:
            outcome = _outcome(job, task)
        except (Refused, NotAllowed) as refusal:
            _end(job, State.FAILED, Outcome(str(refusal)), at)
        except (ObjectDoesNotExist, Http404):
            sentence = _("What this work was about is not there any more, or you may no longer see it.")
            _end(job, State.FAILED, Outcome(sentence), at)
        except Abandoned:
            log.warning("job %s was taken over by another worker", job.key)
        except Exception:
            log.exception("job %s (%s) failed", job.key, job.kind)
            sentence = _(
                "The program made a mistake in this work; it is written down for the administrator. Try again."
            )
            _end(job, State.FAILED, Outcome(sentence), at)
        except BaseException:
            give_back(job, at=at)
            raise
        else:
            _end(job, State.DONE, outcome, at)
    job.refresh_from_db()
    return job


def _outcome(job: Job, task: Task) -> Outcome:
    if not job.user.is_active:
        raise Refused(_("The login that asked for this work is locked."))
    if job.kind not in kinds:
        raise Refused(_("This release of the program does not know this work."))
    return kinds[job.kind].run(task)


@transaction.atomic
def _end(job: Job, state: str, outcome: Outcome, at: datetime | None) -> None:
    """Nothing happens where another worker has the job by now."""
    changes: dict[str, Any] = {"state": state, "said": outcome.sentence, "url": outcome.url}
    if _own(job).update(**changes, ended_at=at or timezone.now()) and outcome.file is not None:
        made = outcome.file
        JobFile.objects.create(job=job, name=made.name[:700], content_type=made.content_type, content=made.content)


def _own(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker, tries=job.tries)


def keep_progress(job: Job, task: Task, *, at: datetime | None = None) -> bool:
    """Write down how far the work is and that its worker lives; False when it is not this worker's any more."""
    kept = {"done": task.done, "total": task.total, "said": task.said[:400]}
    return bool(_own(job).update(**kept, seen_at=at or timezone.now()))


@transaction.atomic
def give_back(job: Job, *, at: datetime | None = None) -> None:
    """The worker stops before the work is done: it waits again, or ends where it cannot begin anew."""
    if job.kind in kinds and kinds[job.kind].again and job.tries < MOST_TRIES:
        _own(job).update(state=State.WAITING, worker="", done=0, total=0, said="")
        return
    with override(job.language):
        sentence = _("The program was stopped while it did this work. See how far it came, then ask for it again.")
        _own(job).update(state=State.FAILED, said=sentence, ended_at=at or timezone.now())


def take_back_lost(*, at: datetime | None = None) -> int:
    """Give back the work of workers that died without a word; how many pieces."""
    moment, count = at or timezone.now(), 0
    for job in Job.objects.filter(state=State.RUNNING):
        silent = job.seen_at is None or job.seen_at < moment - LOST_AFTER
        if silent or _is_dead(job.worker):
            give_back(job, at=moment)
            count += 1
    return count


def worker_name() -> str:
    """Of this process: the machine and its number there."""
    return f"{socket.gethostname()[:80]}:{os.getpid()}"


def _is_dead(worker: str) -> bool:
    """Whether the process surely ended: only this machine's processes can be looked at."""
    host, _colon, number = worker.rpartition(":")
    if host != socket.gethostname()[:80] or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def note_seen(job: Job, *, at: datetime | None = None) -> None:
    """Its person has seen what came of it: it leaves the desk."""
    Job.objects.filter(pk=job.pk, seen_by_person_at=None).update(seen_by_person_at=at or timezone.now())


def fetch_file(job: Job, *, at: datetime | None = None) -> JobFile:
    """The file that the work made; remembers that its person has it. Raises JobFile.DoesNotExist."""
    made = JobFile.objects.get(job=job)
    note_seen(job, at=at)
    return made


@transaction.atomic
def forget_ended(*, at: datetime) -> int:
    """Work that ended a week ago, with its files. Returns how many."""
    old = Job.objects.filter(ended_at__lt=at - JOBS_STAY)
    count = old.count()
    old.delete()
    return count
