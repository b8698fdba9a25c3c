"""Long work: asked for once, taken once, told of, ended as a sentence, taken up again when a worker died."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.sheets import read_rows
from trongtam.look import answers, operations, queries, work, worker
from trongtam.look.models import Job, JobFile
from trongtam.look.registry import waiting_items

pytestmark = pytest.mark.django_db
LIST_QUERIES = 5  # session, person, whether the person is set up, work, saved views
PDF = "application/pdf"


def made(task: work.Task) -> work.Outcome:
    task.progress(1, 4, "Đang đọc …")
    sentence = f"{task.by.username} {task.given['n']} {_('Search')}"
    return work.Outcome(sentence, "/search/", work.MadeFile("Báo cáo.pdf", PDF, b"%PDF"))


def refused(task: work.Task) -> work.Outcome:
    raise {"refused": Refused("Tệp trống."), "not_allowed": NotAllowed("Văn phòng mới làm được.")}.get(
        task.given.get("how", ""), ObjectDoesNotExist()
    )


def wrong(task: work.Task) -> work.Outcome:
    raise RuntimeError("bug")


def told_to_stop(task: work.Task) -> work.Outcome:
    raise SystemExit(0)


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    known = {
        "test.made": work.Kind(made),
        "test.refused": work.Kind(refused),
        "test.wrong": work.Kind(wrong),
        "test.stopped": work.Kind(told_to_stop),
        "test.once": work.Kind(told_to_stop, again=False),
    }
    for key, kind in known.items():
        work.kinds.register(key, kind)
    yield
    for key in known:
        work.kinds.forget(key)


def start(person, kind: str = "test.made", **given) -> Job:
    return operations.start_job(kind, by=person, title="Việc thử", given={"n": 1, **given}, about="thing:1")


def done(job: Job) -> Job:
    assert worker.work_off("tester") == 1
    job.refresh_from_db()
    return job


def test_it_is_done_in_the_language_and_for_the_person_who_asked(person):
    with override("en"):
        job = start(person)
    done(job)
    assert (job.state, job.said, job.url, job.percent) == ("done", "mau 1 Search", "/search/", 100)
    assert (job.file.name, bytes(job.file.content)) == ("Báo cáo.pdf", b"%PDF")
    assert Job.objects.visible_to(person).of("thing:1").get() == job


def test_the_same_work_is_not_begun_twice_while_it_goes_on(person, stranger):
    job = start(person)
    assert start(person) == job
    assert start(person, n=2) != job
    assert start(stranger) != job
    worker.work_off()
    assert start(person) != job


def test_a_kind_that_nobody_registered_is_a_fault_of_the_program(person):
    with pytest.raises(KeyError):
        start(person, "test.unknown")


def test_a_person_does_not_fill_the_queue(person, stranger):
    for number in range(operations.jobs.MOST_AT_ONCE):
        start(person, n=number)
    with pytest.raises(Refused, match="đang chờ khá nhiều việc"):
        start(person, n=-1)
    assert start(stranger)


@pytest.mark.parametrize(
    ("kind", "how", "sentence"),
    [
        ("test.refused", "refused", "Tệp trống."),
        ("test.refused", "not_allowed", "Văn phòng mới làm được."),
        ("test.refused", "gone", "Nội dung của việc này không còn"),
        ("test.wrong", "", "Chương trình gặp lỗi"),
    ],
)
def test_every_failure_is_a_sentence(person, kind, how, sentence):
    job = done(start(person, kind, how=how))
    assert job.state == "failed"
    assert job.said.startswith(sentence)
    assert "bug" not in job.said


def test_a_locked_login_gets_nothing(person):
    job = start(person)
    person.is_active = False
    person.save()
    assert done(job).said == "Tài khoản đã yêu cầu việc này đang bị khóa."


def test_work_of_another_release_says_so(person):
    job = start(person)
    Job.objects.update(kind="test.former")
    assert done(job).said == "Phiên bản chương trình này không làm được việc này."


def test_the_first_asked_is_taken_first_and_by_one_alone(person):
    first, second = start(person), start(person, n=2)
    assert operations.take_job("a") == first
    assert operations.take_job("b") == second
    assert operations.take_job("c") is None


def test_progress_is_kept_beside_the_work(person):
    job = operations.take_job(start(person) and "a")
    task = worker.task_of(job)
    pulse = worker.Pulse(job, task)
    task.progress(2, 5, "Đang vẽ …")
    pulse.tell()
    job.refresh_from_db()
    assert (job.percent, job.said) == (40, "Đang vẽ …")


def test_who_lost_the_work_stops_and_ends_nothing(person):
    job = operations.take_job(start(person) and "a")
    task = worker.task_of(job)
    pulse = worker.Pulse(job, task)
    later = timezone.now() + operations.jobs.LOST_AFTER + timedelta(seconds=1)
    assert operations.take_back_lost(at=later) == 1
    taken = operations.take_job("b", at=later)
    assert taken == job
    pulse.tell()
    with pytest.raises(operations.Abandoned):
        task.progress(3, 5)
    operations.run_job(job, task)
    assert Job.objects.get().state == "running"
    assert not JobFile.objects.exists()
    operations.run_job(taken, worker.task_of(taken))
    assert Job.objects.get().state == "done"


def test_work_of_a_living_worker_is_left_to_it(person):
    start(person)
    operations.take_job(operations.jobs.worker_name())
    assert operations.take_back_lost() == 0


def test_work_of_a_dead_process_is_taken_up_at_once_but_not_for_ever(person):
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    job, dead = start(person), f"{socket.gethostname()}:{process.pid}"
    for _try in range(operations.jobs.MOST_TRIES):
        assert operations.take_job(dead) == job
        assert operations.take_back_lost() == 1
    job.refresh_from_db()
    assert (job.state, job.said[:24]) == ("failed", "Chương trình bị dừng khi")


def test_a_worker_told_to_stop_gives_the_work_back(person):
    job = start(person, "test.stopped")
    with pytest.raises(SystemExit):
        worker.work_off()
    job.refresh_from_db()
    assert (job.state, job.worker) == ("waiting", "")


def test_what_may_not_begin_anew_ends_with_a_sentence(person):
    job = start(person, "test.once")
    with pytest.raises(SystemExit):
        worker.work_off()
    job.refresh_from_db()
    assert job.state == "failed"


def test_it_is_asked_for_again(person):
    job = done(start(person, "test.refused", how="refused"))
    anew = operations.ask_again(job, by=person)
    assert (anew.state, anew.given, anew.pk != job.pk) == ("waiting", job.given, True)
    with pytest.raises(Refused, match="còn đang làm"):
        operations.ask_again(anew, by=person)


def test_ended_work_goes_after_a_week(person):
    job = done(start(person))
    still = start(person)
    assert operations.forget_ended(at=job.ended_at + timedelta(days=6)) == 0
    assert operations.forget_ended(at=job.ended_at + timedelta(days=8)) == 1
    assert not JobFile.objects.exists()
    assert Job.objects.get() == still


def test_the_worker_works_until_it_is_told_to_stop(person, monkeypatch, transactional_db):
    job = start(person)
    monkeypatch.setattr(worker, "LOOK_EVERY_S", 0)
    rounds = iter([False, False, True])
    worker.work(until=lambda: next(rounds))
    job.refresh_from_db()
    assert (job.state, job.worker) == ("done", f"{socket.gethostname()[:80]}:{os.getpid()}")


def test_the_command_does_what_waits(person):
    job = start(person)
    call_command("work", "--once")
    job.refresh_from_db()
    assert job.state == "done"


# Pages


def test_what_is_done_within_a_moment_comes_at_once(person):
    assert answers.started(start(person)).url.startswith("/jobs/")
    with_file = done(start(person))
    assert answers.started(with_file).url == f"/jobs/{with_file.key}/file/"
    JobFile.objects.all().delete()
    assert answers.started(Job.objects.get(pk=with_file.pk)).url == "/search/"


def test_the_page_tells_how_far_it_is(browser_of, person):
    job = start(person)
    page = browser_of(person)
    assert "Sắp bắt đầu." in page.get(f"/jobs/{job.key}/").content.decode()
    taken = operations.take_job("a")
    task = worker.task_of(taken)
    task.progress(2, 5, "Đang vẽ …")
    operations.keep_progress(taken, task)
    text = page.get(f"/jobs/{job.key}/").content.decode()
    assert "Đang vẽ …" in text and "40%" in text
    assert '<noscript><meta http-equiv="refresh"' in text
    part = page.get(f"/jobs/{job.key}/", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in part and "<html" not in part
    operations.run_job(taken, task)
    part = page.get(f"/jobs/{job.key}/", headers={"HX-Request": "true"}).content.decode()
    assert f"/jobs/{job.key}/file/" in part and "hx-trigger" not in part
    file = page.get(f"/jobs/{job.key}/file/")
    assert (file.content, file["Content-Type"]) == (b"%PDF", PDF)
    assert "no-store" in file["Cache-Control"]


def test_who_waits_behind_others_and_for_nobody_is_told(browser_of, person, stranger):
    start(stranger)
    job = start(person)
    assert "Còn 1 việc đứng trước." in browser_of(person).get(f"/jobs/{job.key}/").content.decode()
    Job.objects.update(asked_at=timezone.now() - timedelta(minutes=5))
    assert "Hiện chưa có tiến trình nào" in browser_of(person).get(f"/jobs/{job.key}/").content.decode()


def test_a_failure_is_read_and_tried_again(browser_of, person):
    job = done(start(person, "test.refused", how="refused"))
    page = browser_of(person)
    text = page.get(f"/jobs/{job.key}/").content.decode()
    assert "Tệp trống." in text and "Làm lại" in text
    answer = page.post(f"/jobs/{job.key}/again/")
    assert answer["Location"] == f"/jobs/{Job.objects.latest('pk').key}/" != f"/jobs/{job.key}/"
    assert page.get(f"/jobs/{job.key}/file/").status_code == 404


def test_nobody_else_sees_it(browser_of, person, stranger):
    job = done(start(person))
    page = browser_of(stranger)
    for address in ("", "file/"):
        assert page.get(f"/jobs/{job.key}/{address}").status_code == 404
    assert page.post(f"/jobs/{job.key}/again/").status_code == 404
    assert "Việc thử" not in page.get("/jobs/").content.decode()
    assert not queries.waiting_of(stranger, timezone.now())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_desk(browser_of, person, count, django_assert_num_queries):
    for number in range(count):
        start(person, n=number)
    worker.work_off()
    with django_assert_num_queries(1):
        found = queries.waiting_of(person, timezone.now())
    assert len(found) == count
    page = browser_of(person)
    page.get("/more/")
    with django_assert_num_queries(LIST_QUERIES):
        assert page.get("/jobs/").content.decode().count("Việc thử") == count
    page.get(found[0].url)
    assert len(waiting_items.of(person, timezone.now())) == count - 1


def test_the_list_is_found_filtered_sorted_and_taken_out(browser_of, person):
    start(person, n=1)
    worker.work_off()
    start(person, n=2)
    page = browser_of(person)

    def listed(query: str) -> int:
        return page.get(f"/jobs/?{query}").context["list"].count

    assert [listed(query) for query in ("", "state=waiting", "state=done", "state=failed", "q=viec+thu", "q=khac")] == [
        2, 1, 1, 0, 2, 0
    ]  # fmt: skip
    titles = [job.state for job in page.get("/jobs/?sort=state").context["page"]]
    assert titles == ["waiting", "done"]
    assert "Không có gì khớp" in page.get("/jobs/?q=khac").content.decode()
    sheet = page.get("/jobs/?as=xlsx&state=done")
    rows = read_rows(sheet.content)
    assert [row[1] for row in rows[1:]] == ["đã xong"], rows
