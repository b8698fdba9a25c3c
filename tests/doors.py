"""Every address of the house, with a sample to open it on, and what three people find there who have no business with it.

Each address stands in exactly one of the three tables; `tests/test_strangers.py` fails when one stands in none. A thing
belongs to the small commune of `trongtam.org.tests.house`, and is made by the rooms' own `tests/samples.py`, or here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import URLResolver, get_resolver
from django.utils import timezone

from tools import permissions
from trongtam.accounts.models import Device
from trongtam.accounts.tests.people import make_login
from trongtam.archive.operations import bring_template, store_file
from trongtam.archive.tests.papers import template_docx
from trongtam.archive.tests.samples import PDF, upload
from trongtam.ground.periods import Period
from trongtam.ground.vntext import fold
from trongtam.imports.kinds import OUTCOMES
from trongtam.imports.models import Batch, Line
from trongtam.ledger import book
from trongtam.look.models import Job, JobFile
from trongtam.look.operations import keep_view, start_job
from trongtam.org.models import Membership, Person
from trongtam.org.operations.objections import object_to_entry
from trongtam.org.tests.house import House, make_house
from trongtam.reminders.models import Digest
from trongtam.reports.operations import DutyTerms, Proof, mark_sent, note_duty
from trongtam.reports.owing.recurrence import Once
from trongtam.resolutions.models import Clause
from trongtam.resolutions.tests.rows import make_term
from trongtam.targets.criteria.shapes import read_set
from trongtam.targets.criteria.shipped import national_sets
from trongtam.targets.operations.criteria import keep_set

TARGET = "Kết nạp đảng viên mẫu"


@dataclass(frozen=True)
class World:
    """The small commune with one of everything that has an address."""

    house: House
    things: dict[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.things[key] if "." in key else getattr(self.house, key)

    def person(self, who: str) -> Any:
        user = getattr(self.house, who)
        user.__dict__.pop("_reach", None)
        return user


def make_world() -> World:
    house = make_house()
    things = permissions.samples(house)
    member: Person = things["org.member"]
    member.user = make_login()
    member.save(update_fields=["user"])
    proxy = book.write("org.unit_renamed", by=house.office, on=house.cell_a, unit=house.cell_a, proxy=True)
    house.cell_secretary.__dict__.pop("_reach", None)
    copied = replace(national_sets()["NTM-2016"], code="MAU-2016", name="Bộ tiêu chí mẫu")
    own = keep_set(house.commune, copied, by=house.office, basis="Quyết định mẫu")
    indicator = things["targets.target"].indicator
    indicator.name, indicator.folded = TARGET, fold(TARGET)
    indicator.save(update_fields=["name", "folded"])
    document = things["resolutions.document"]
    document.term = make_term(house)
    document.save(update_fields=["term"])
    return World(
        house,
        things
        | {
            "here.entry": proxy,
            "here.objection": object_to_entry(proxy, by=house.cell_secretary, reason="Tên cũ vẫn đúng."),
            "here.spell": Membership.objects.create(person=member, unit=house.cell_a, valid_from=date(2018, 1, 1)),
            "here.file": store_file(upload("bien-ban-mau.pdf", PDF), by=house.cell_secretary, unit=house.cell_a),
            "here.job": done_job(house),
            "here.batch": sheet_sent(house),
            "here.set": own,
            "here.indicator": next(iter(read_set(own.content).criteria[5].indicators)),
            "here.view": keep_view(by=house.office, name="Các chi bộ", address="/units/?kind=cell"),
            "here.digest": Digest.objects.create(
                user=house.cell_secretary, day=date(2022, 9, 5), made_at=timezone.now()
            ),
            "here.device": Device.objects.create(user=house.cell_secretary, session_key="mau", proof="mau"),
            "here.frozen": things["archive.paper"].files.first(),
            "here.template": bring_template(
                house.committee, upload("mau.docx", template_docx()), by=house.office, paper_type="report"
            ),
            "here.dispatch": mark_sent(
                things["reports.duty"],
                Period.parse("2023"),
                by=house.office,
                sent_on=date(2024, 1, 9),
                proof=Proof(number="05-BC/ĐU", dated=date(2024, 1, 8)),
            ),
            "here.once": note_duty(
                house.commune,
                DutyTerms(
                    "Báo cáo nhanh", "Cấp trên mẫu", Once(Period.parse("2023"), date(2024, 1, 9)), date(2024, 1, 9)
                ),
                by=house.office,
            ),
            "here.clause": Clause.objects.filter(document=document).first(),
        },
    )


def done_job(house: House) -> Job:
    """Long work that the office asked for, with the file that it made."""
    asked = start_job("reports.word", by=house.office, title="Bản Word: Xã Mẫu", given={"report": 0})
    Job.objects.filter(pk=asked.pk).update(state=Job.State.DONE, ended_at=timezone.now())
    JobFile.objects.create(job=asked, name="Xã Mẫu.docx", content_type="application/pdf", content=b"%PDF")
    asked.refresh_from_db()
    return asked


def sheet_sent(house: House) -> Batch:
    """A sheet that the office sent in, with a line of each outcome."""
    made = Batch.objects.create(
        user=house.office,
        kind="measurements",
        scope=house.cell_a.code,
        scope_name=house.cell_a.name,
        file_name="mau.xlsx",
        content=b"",
        headings=["Đơn vị"],
        heading_row=1,
        state="ready",
        counts=dict.fromkeys(OUTCOMES, 1),
    )
    Line.objects.bulk_create(Line(batch=made, number=n, outcome=one) for n, one in enumerate(OUTCOMES, 2))
    return made


@dataclass(frozen=True)
class Door:
    """An address on one thing of the commune.

    `opener` is somebody who has every business there: his answer is `opens`, which proves that the sample is there and it is
    the person that is turned away. `beside` is what the secretary of another cell gets, `provincial` the secretary of the
    province: 404, 403 with a sentence where he sees the thing but has not the right, or the page where it is for him too.
    The office of another commune and the office of former years get 404 at every one of these doors.
    """

    args: Callable[[World], list[Any]]
    beside: int = 404
    provincial: int = 403
    opener: str = "office"
    opens: int = 200
    posts: bool = False  # takes forms only; no page of its own


def cell(_world: World) -> list[Any]:
    return [_world["cell_a"].code]


def committee(world: World) -> list[Any]:
    return [world["committee"].code]


def paper_of_works(world: World) -> list[Any]:
    return [world["committee"].code, "list"]


def month_of_duty(world: World) -> list[Any]:
    return [world["support.duty"].pk, "2017-03"]


def lesson_of_cell(world: World) -> list[Any]:
    return [world["meetings.model"].pk, world["cell_b"].code]


def paper_of_meeting(world: World) -> list[Any]:
    return [world["meetings.held"].pk, "minutes"]


def commune(world: World) -> list[Any]:
    return [world["commune"].code]


def own_set(world: World) -> list[Any]:
    return [world["commune"].code, world["here.set"].code]


def own_part(world: World) -> list[Any]:
    return [*own_set(world), world["here.indicator"].leaves[0].code]


def own_criterion(world: World) -> list[Any]:
    return [*own_set(world), 6]


def own_indicator(world: World) -> list[Any]:
    return [*own_criterion(world), world["here.indicator"].code]


def set_of_commune(world: World) -> list[Any]:
    return [world["commune"].code, "NTM-2016"]


def member(world: World) -> list[Any]:
    return [world["org.member"].code]


def member_and(key: str) -> Callable[[World], list[Any]]:
    return lambda world: [world["org.member"].code, world[key].pk]


def pk(key: str) -> Callable[[World], list[Any]]:
    return lambda world: [world[key].pk]


def form_as_word(world: World) -> list[Any]:
    return [*reviewed(world), "word"]


def summary_as_word(world: World) -> list[Any]:
    return [*review_round(world), "word"]


def scheme_for_committee(world: World) -> list[Any]:
    return [world["reviews.shipped"].pk, world["committee"].code]


def cell_and(key: str) -> Callable[[World], list[Any]]:
    return lambda world: [world["cell_a"].code, world[key].pk]


def rolled_out(world: World) -> list[Any]:
    return [world["resolutions.document"].pk, world["cell_a"].pk]


def sheet(world: World) -> list[Any]:
    return [world["cell_a"].code, "2022-09"]


def job(world: World) -> list[Any]:
    return [world["here.job"].key]


def owed_paper(world: World) -> list[Any]:
    return [world["reports.duty"].pk, "2022"]


def form_cell(world: World) -> list[Any]:
    return [world["reports.form"].pk, "0!D4"]


def sent_paper(world: World) -> list[Any]:
    return [world["reports.duty"].pk, world["here.dispatch"].period_code]


def batch(world: World) -> list[Any]:
    return [world["here.batch"].key]


def recurring_of_cell(world: World) -> list[Any]:
    return [world["work.recurring"].pk, world["cell_a"].code]


def day_of_cell(world: World) -> list[Any]:
    return [*recurring_of_cell(world), "2021-03-20"]


def group(world: World) -> list[Any]:
    return [world["group"].code]


document, clause = pk("resolutions.document"), pk("here.clause")
paper = pk("archive.paper")
shortcoming = pk("resolutions.shortcoming")

# For everybody, signed in or not; they show nothing of any unit. Each has tests of its own in its room.
OPEN = {
    "health",
    "account_login",
    "account_inactive",
    "mfa_authenticate",
    "set_language",
    "use_slip",
    "open_slip",
    "look:offline",
    "look:who",
    "look:draft",
    "look:service_worker",
    "look:manifest",
    "reminders:calendar",  # at its private address
    # These ask to sign in and lead on, each person to his own.
    "look:way",
    "reminders:due",
    "reminders:confirm_address",
    "org:set_up",
    "guide:guides",
    "guide:guide",
    "guide:on",
    "guide:terms",
}

# One's own pages and lists: everybody has them, and finds there nothing that belongs to others.
OWN = {
    "home",
    "desk_more",
    "search",
    "gallery",  # 404 but for office and administrator
    "account_logout",
    "profile",
    "account_change_password",
    "account_reauthenticate",
    "sign_out_elsewhere",
    "mfa_index",
    "second_factor_owed",
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_deactivate_totp",
    "look:more",
    "reminders:inbox",
    "reminders:settings",
    "reminders:give_address",
    "reminders:remove_address",
    "reminders:add_browser",
    "reminders:open_calendar",
    "reminders:close_calendar",
    "look:jobs",
    "look:saved_views",
    "look:keep_view",
    "imports:batches",
    "org:accounts",
    "org:next_steps",
    "org:put_away_set_up",
    "org:put_logins_aside",
    "org:unit_logins",
    "org:open_units",
    "org:units",
    "org:people",
    "org:own_page",
    "archive:classified_papers",
    "archive:record_classified_paper",
    "archive:papers",
    "archive:begin_word_paper",
    "resolutions:documents",
    "resolutions:register_document",
    "resolutions:orphans",
    "resolutions:shortcomings",
    "work:own",
    "support:own",
    "inspection:programmes",
    "inspection:make_programme",
    "inspection:overview",
    "inspection:opinions",
    "inspection:record_opinion",
    "emulation:exemplars",
    "emulation:register_exemplar",
    "emulation:movements",
    "emulation:launch_movement",
    "emulation:ladders",
    "emulation:set_ladder",
    "emulation:awards",
    "emulation:record_award",
    "emulation:propose_award",
    "emulation:awards_word",
    "emulation:awards_excel",
    "meetings:own",
    "support:recommendations",
    "support:raise_recommendation",
    "support:notices",
    "support:notes",
    "targets:own_board",
    "targets:own_entry",
    "targets:rounds",
    "targets:own_criteria",
    "reports:reports",
    "reports:begin_report",
    "reports:owed",
    "reports:note_duty",
    "reports:note_once",
    "reports:blanks",
    "reports:bring_form",
    "reviews:check_table",
    "reviews:schemes",
    "reviews:own",
}


def subject_and_fact(world: World) -> list[Any]:
    return [world["reviews.subject"].pk, "work_beyond_share"]


def own_and_fact(world: World) -> list[Any]:
    return [world["reviews.own"].pk, "work_beyond_share"]


def round_and_cell(world: World) -> list[Any]:
    return [world["reviews.round"].pk, world["cell_a"].code]


def counts_and_scheme(world: World) -> list[Any]:
    return [world["reviews.counts"].pk, world["reviews.scheme"].pk]


review_round, reviewed = pk("reviews.round"), pk("reviews.subject")

DOORS: dict[str, Door] = {
    "inspection:programme": Door(pk("inspection.of_committee"), provincial=404, opener="secretary"),
    "inspection:plan_subject": Door(pk("inspection.of_committee"), provincial=404, opener="secretary"),
    "inspection:inspection": Door(pk("inspection.planned"), provincial=404, opener="secretary"),
    "inspection:decide": Door(pk("inspection.planned"), provincial=404, opener="secretary"),
    "inspection:report": Door(pk("inspection.planned"), provincial=404, opener="secretary"),
    "inspection:conclude": Door(pk("inspection.planned"), provincial=404, opener="secretary"),
    "inspection:paper": Door(
        lambda world: [world["inspection.planned"].pk, "decision"], provincial=404, opener="secretary", posts=True
    ),
    "inspection:programme_word": Door(pk("inspection.of_committee"), provincial=404, opener="secretary", posts=True),
    "inspection:programme_excel": Door(pk("inspection.of_committee"), provincial=404, opener="secretary", posts=True),
    "inspection:drop": Door(pk("inspection.planned"), provincial=404, opener="secretary"),
    "inspection:demand": Door(pk("inspection.demand"), provincial=404, opener="secretary"),
    "inspection:follow_up": Door(pk("inspection.demand"), provincial=404, opener="secretary"),
    "inspection:extend_demand": Door(pk("inspection.demand"), provincial=404, opener="secretary"),
    "inspection:settle_demand": Door(pk("inspection.demand"), provincial=404, opener="secretary"),
    "inspection:opinion": Door(pk("inspection.opinion"), provincial=200),
    "inspection:reply_to_opinion": Door(pk("inspection.opinion")),
    "inspection:settle_opinion": Door(pk("inspection.opinion")),
    "emulation:exemplar": Door(pk("emulation.exemplar"), beside=200, provincial=200),
    "emulation:recognise_exemplar": Door(pk("emulation.registered"), provincial=200),
    "emulation:replicate_exemplar": Door(pk("emulation.exemplar"), beside=403, provincial=200),
    "emulation:end_exemplar": Door(pk("emulation.exemplar"), beside=403, provincial=200),
    "emulation:withdraw_consent": Door(pk("emulation.person"), provincial=404),
    "emulation:record_learners": Door(pk("emulation.exemplar"), beside=200, provincial=200),
    "emulation:copy_exemplar": Door(pk("emulation.exemplar"), beside=200),
    "emulation:tell_copy": Door(pk("emulation.copy"), beside=200, provincial=403),
    "emulation:movement": Door(pk("emulation.movement"), beside=200, provincial=200),
    "emulation:commit": Door(pk("emulation.movement"), beside=200, provincial=403),
    "emulation:review_movement": Door(pk("emulation.movement"), beside=403),
    "emulation:ladder": Door(pk("emulation.ladder"), beside=200, provincial=200),
    "emulation:end_ladder": Door(pk("emulation.ladder"), beside=200, provincial=403),
    "emulation:award": Door(pk("emulation.award"), provincial=200),
    "emulation:withdraw_award": Door(pk("emulation.award")),
    "emulation:proposal": Door(pk("emulation.proposal"), provincial=200),
    "emulation:grant_proposal": Door(pk("emulation.proposal")),
    "emulation:decline_proposal": Door(pk("emulation.proposal")),
    "reviews:open_round": Door(committee, beside=404),
    "reviews:open_counts": Door(committee, beside=404),
    "reviews:round": Door(review_round, beside=200, provincial=200),
    "reviews:rewrite_round": Door(review_round, beside=403),
    "reviews:gather_subjects": Door(review_round, beside=403, opens=302, posts=True),
    "reviews:cap": Door(review_round, beside=403),
    "reviews:table": Door(review_round, beside=200, provincial=200),
    "reviews:lock_round": Door(review_round, beside=403),
    "reviews:reopen_round": Door(review_round, beside=403),
    "reviews:choose_scheme": Door(pk("reviews.counts"), beside=404),
    "reviews:enter_counts": Door(counts_and_scheme, beside=404),
    "reviews:unit": Door(round_and_cell, provincial=200),
    "reviews:cap_of_unit": Door(round_and_cell),
    "reviews:vote": Door(round_and_cell, provincial=200, opens=302),
    "reviews:appraise_unit": Door(round_and_cell, beside=403, opens=422, posts=True),
    "reviews:decide_unit": Door(round_and_cell, beside=403, opens=422, posts=True),
    "reviews:form": Door(reviewed, provincial=404),
    "reviews:assess_self": Door(reviewed, provincial=404),
    "reviews:propose_level": Door(reviewed, provincial=404),
    "reviews:appraise": Door(reviewed, provincial=404),
    "reviews:decide": Door(reviewed, provincial=404),
    "reviews:send_back": Door(reviewed, provincial=404),
    "reviews:reopen_decision": Door(reviewed, provincial=404),
    "reviews:exempt_subject": Door(reviewed, provincial=404),
    "reviews:leave_out_subject": Door(reviewed, provincial=404),
    "reviews:include_subject": Door(reviewed, provincial=404, opens=422, posts=True),
    "reviews:contest_fact": Door(own_and_fact, provincial=404, opener="secretary"),
    "reviews:state_fact": Door(subject_and_fact, provincial=404),
    "reviews:answer_contest": Door(pk("reviews.contest"), provincial=404),
    "reviews:withdraw_contest": Door(
        pk("reviews.own_contest"), provincial=404, opener="secretary", opens=302, posts=True
    ),
    "targets:compare": Door(commune, beside=200, provincial=200),
    "reminders:open": Door(pk("here.digest"), provincial=404, opener="cell_secretary", opens=302),
    "reminders:remove_browser": Door(
        pk("reminders.browser"), provincial=404, opener="cell_secretary", opens=302, posts=True
    ),
    "look:saved_view": Door(pk("here.view"), provincial=404, opens=302),
    "look:rename_view": Door(pk("here.view"), provincial=404),
    "look:share_view": Door(pk("here.view"), provincial=404, opens=302, posts=True),
    "look:remove_view": Door(pk("here.view"), provincial=404, opens=302, posts=True),
    "sign_out_device": Door(pk("here.device"), provincial=404, opener="cell_secretary", opens=302, posts=True),
    "org:account": Door(member, provincial=404),
    "org:make_login": Door(member, provincial=404, opens=422, posts=True),
    "org:reset_login": Door(member, provincial=404, posts=True),
    "org:lock_login": Door(member, provincial=404, opens=302, posts=True),
    "org:open_login": Door(member, provincial=404, opens=422, posts=True),
    "org:remove_second_step": Door(member, provincial=404, opens=422, posts=True),
    "org:book": Door(cell, provincial=200),
    "org:confirm_entry": Door(cell_and("here.entry"), opener="cell_secretary", opens=302, posts=True),
    "org:object_to_entry": Door(cell_and("here.entry"), provincial=200),
    "org:answer_objection": Door(cell_and("here.objection"), provincial=200),
    "org:unit": Door(cell, provincial=200),
    "org:unit_more": Door(cell, provincial=200),
    "org:unit_members": Door(cell, provincial=200),
    "org:found_unit": Door(committee, beside=403),
    "org:found_units": Door(committee, beside=403),
    "org:rename_unit": Door(cell),
    "org:move_unit": Door(cell),
    "org:dissolve_unit": Door(cell),
    "org:merge_units": Door(cell),
    "org:split_unit": Door(cell),
    "org:open_term": Door(committee, beside=403),
    "org:change_settings": Door(committee, beside=403),
    "org:grant_sight": Door(cell, opener="secretary"),
    "org:withdraw_sight": Door(
        lambda world: [world["committee"].code, world["org.grant"].pk], beside=403, opener="secretary"
    ),
    "org:open_unit": Door(cell),
    "org:register_person": Door(cell),
    "org:person": Door(member, provincial=404),
    "org:correct_person": Door(member, provincial=404),
    "org:erase_person": Door(member, provincial=404),
    "org:give_post": Door(member, provincial=404),
    "org:end_post": Door(lambda world: [world["org.post"].person.code, world["org.post"].pk], provincial=404),
    "org:record": Door(member, provincial=404),
    "org:membership_act": Door(lambda world: [*member(world), "confirm"], provincial=404),
    "org:end_spell": Door(member_and("here.spell"), provincial=404),
    "archive:download": Door(lambda world: [world["here.file"].pk, world["here.file"].name], provincial=200),
    "archive:held_file": Door(pk("archive.held"), provincial=403),
    "archive:erase_held": Door(pk("archive.held"), provincial=403),
    "archive:release_held": Door(pk("archive.held"), provincial=403),
    "archive:small_picture": Door(pk("archive.photo"), provincial=200),
    "archive:paper": Door(paper, provincial=200),
    "archive:paper_file": Door(lambda world: [world["archive.paper"].pk, world["here.frozen"].pk], provincial=200),
    "archive:hand_to_review": Door(paper),
    "archive:bring_final": Door(paper),
    "archive:compile_again": Door(paper, opens=302, posts=True),
    "archive:cancel": Door(paper),
    "archive:return": Door(paper, opens=422),
    "archive:send_for_signature": Door(paper, opens=422),
    "archive:attach_signed": Door(paper, opens=422),
    "archive:send": Door(paper, opens=422),
    "archive:replace": Door(paper, opens=422),
    "archive:as_known": Door(paper, provincial=200),
    "archive:pdf": Door(paper, provincial=200, opens=302, posts=True),
    "archive:paper_settings": Door(committee),
    "archive:choose_numbering": Door(committee),
    "archive:continue_numbers": Door(committee),
    "archive:bring_template": Door(committee),
    "archive:withdraw_template": Door(
        lambda world: [world["committee"].code, world["here.template"].pk], opens=302, posts=True
    ),
    "resolutions:document": Door(document, beside=200, provincial=200),
    "resolutions:correct_document": Door(document, beside=403),
    "resolutions:add_clause": Door(document, beside=403),
    "resolutions:paste_clauses": Door(document, beside=403),
    "resolutions:rollout": Door(document, beside=200, provincial=200),
    "resolutions:send_document": Door(document, beside=403),
    "resolutions:owe_paper": Door(document, beside=403),
    "resolutions:owe_congress_papers": Door(document, beside=403),
    "resolutions:receive_document": Door(rolled_out),
    "resolutions:record_study_session": Door(rolled_out),
    "resolutions:adopt_programme": Door(rolled_out),
    "resolutions:finish_rollout": Door(rolled_out),
    "resolutions:fulfil_paper": Door(pk("resolutions.paper")),
    "resolutions:clause": Door(clause, beside=200, provincial=200),
    "resolutions:correct_clause": Door(clause, beside=403),
    "resolutions:move_clause": Door(clause, beside=403),
    "resolutions:remove_clause": Door(clause, beside=403),
    "resolutions:name_shortcoming": Door(clause, beside=403),
    "resolutions:shortcoming": Door(shortcoming, provincial=200),
    "resolutions:remedy_shortcoming": Door(shortcoming),
    "resolutions:contest_shortcoming": Door(shortcoming, opener="cell_secretary"),
    "resolutions:answer_contest": Door(shortcoming),
    "resolutions:accept_contest": Door(shortcoming),
    "targets:board": Door(cell, provincial=200),
    "targets:target": Door(pk("targets.target"), beside=200, provincial=200),
    "targets:target_more": Door(pk("targets.target"), beside=200, provincial=200),
    "targets:year_before": Door(pk("targets.target"), beside=200, provincial=200),
    "targets:entry": Door(sheet, opener="cell_secretary"),
    "targets:entry_echo": Door(sheet, opener="cell_secretary", posts=True),
    "targets:statement": Door(pk("targets.measurement"), provincial=200),
    "targets:correct": Door(pk("targets.measurement"), opener="cell_secretary"),
    "targets:withdraw": Door(pk("targets.measurement"), opener="cell_secretary"),
    "targets:attach_evidence": Door(pk("targets.measurement"), opener="cell_secretary"),
    "targets:set_target": Door(cell, provincial=200),
    "targets:define_indicator": Door(cell, provincial=200),
    "targets:paste_targets": Door(cell, provincial=200),
    "targets:from_clauses": Door(document, beside=403, provincial=200),
    "targets:amend_target": Door(pk("targets.target"), beside=403),
    "targets:withdraw_target": Door(pk("targets.target"), beside=403),
    "targets:hand_over_target": Door(pk("targets.target"), beside=403),
    "targets:criteria_board": Door(commune, beside=200, provincial=200),
    "targets:adopt_criteria": Door(commune, beside=403, provincial=200),
    "targets:criteria_sets": Door(commune, beside=200, provincial=200),
    "targets:criteria_set": Door(set_of_commune, beside=200, provincial=200),
    "targets:lay_levels": Door(set_of_commune, beside=403),
    "targets:make_set": Door(commune, beside=403),
    "targets:edit_set": Door(own_set, beside=403),
    "targets:withdraw_set": Door(own_set, beside=403),
    "targets:add_criterion": Door(own_set, beside=403),
    "targets:edit_criterion": Door(own_criterion, beside=403),
    "targets:remove_criterion": Door(own_criterion, beside=403),
    "targets:add_indicator": Door(own_criterion, beside=403),
    "targets:edit_indicator": Door(own_indicator, beside=403),
    "targets:remove_indicator": Door(own_indicator, beside=403),
    "targets:edit_levels": Door(own_part, beside=403),
    "targets:criterion": Door(pk("targets.criterion"), beside=200, provincial=200),
    "targets:charge_criterion": Door(pk("targets.criterion"), beside=403),
    "targets:excuse_indicator": Door(pk("targets.criterion_indicator"), beside=403),
    "targets:restore_indicator": Door(pk("targets.criterion_indicator"), beside=403, opens=422, posts=True),
    "targets:renew_criteria": Door(pk("targets.adoption"), beside=403, opens=302, posts=True),
    "targets:withdraw_criteria": Door(pk("targets.adoption"), beside=403),
    "targets:allot": Door(pk("targets.target"), beside=403),
    "targets:round": Door(pk("targets.round"), beside=200, provincial=200),
    "targets:open_round": Door(committee, beside=403),
    "targets:add_to_round": Door(pk("targets.round"), beside=403, opens=302),
    "targets:move_round_due": Door(pk("targets.round"), beside=403),
    "targets:cancel_round": Door(pk("targets.round"), beside=403),
    "targets:accept_complete": Door(pk("targets.round"), beside=403, opens=302, posts=True),
    "targets:lock_submissions": Door(pk("targets.round"), beside=403, opens=422, posts=True),
    "targets:recall_submission": Door(pk("targets.submission"), opener="cell_secretary", opens=302, posts=True),
    "targets:accept_submission": Door(pk("targets.submission"), opens=302, posts=True),
    "targets:return_submission": Door(pk("targets.submission")),
    "targets:reopen_submission": Door(pk("targets.submission")),
    "meetings:scoring_forms": Door(commune, provincial=200),
    "meetings:choose_forms": Door(committee),
    "reviews:below": Door(commune, provincial=200),
    "reviews:form_file": Door(form_as_word, provincial=404),
    "reviews:summary_file": Door(summary_as_word, beside=403, provincial=200),
    "reviews:forms_zip": Door(pk("reviews.round"), beside=403, opens=302, posts=True),
    "reviews:scheme": Door(pk("reviews.scheme"), beside=200, provincial=200),
    "reviews:adapt_scheme": Door(scheme_for_committee, opens=302, posts=True),
    "reviews:revise_scheme": Door(pk("reviews.scheme"), beside=403),
    "meetings:cells": Door(commune, provincial=200),
    "meetings:paste_counts": Door(commune),
    "meetings:roll": Door(pk("meetings.meeting"), provincial=200),
    "meetings:mark_roll": Door(pk("meetings.meeting"), opener="cell_secretary", opens=302, posts=True),
    "meetings:count_heads": Door(pk("meetings.meeting")),
    "meetings:score": Door(pk("meetings.meeting")),
    "meetings:score_from_above": Door(pk("meetings.meeting")),
    "meetings:paper_word": Door(paper_of_meeting, provincial=200),
    "meetings:issue_paper": Door(paper_of_meeting, opens=302, posts=True),
    "meetings:plan": Door(cell, provincial=200),
    "meetings:lay_plan": Door(cell, opener="cell_secretary", opens=302, posts=True),
    "meetings:planned": Door(pk("meetings.planned")),
    "meetings:guests": Door(pk("meetings.meeting")),
    "meetings:minute_book": Door(pk("meetings.meeting")),
    "meetings:bring_papers": Door(pk("meetings.meeting")),
    "meetings:take_paper_out": Door(pk("meetings.paper"), opens=302, posts=True),
    "meetings:learning": Door(pk("meetings.model"), provincial=200),
    "meetings:lesson": Door(lesson_of_cell, beside=200, opener="other_cell_secretary"),
    "meetings:printed": Door(pk("meetings.meeting"), provincial=200),
    "meetings:of_unit": Door(cell, provincial=200),
    "meetings:prepare_next": Door(cell, opens=302, posts=True),
    "meetings:prepare_meeting": Door(cell),
    "meetings:meeting": Door(pk("meetings.meeting"), provincial=200),
    "meetings:invitation": Door(pk("meetings.meeting"), provincial=200),
    "meetings:rewrite_meeting": Door(pk("meetings.meeting")),
    "meetings:arrange_agenda": Door(pk("meetings.meeting")),
    "meetings:hold": Door(pk("meetings.meeting"), opens=302, posts=True),
    "meetings:minutes": Door(pk("meetings.meeting"), opens=302, posts=True),
    "meetings:change_decision": Door(pk("meetings.decision")),
    "meetings:take_decision_back": Door(pk("meetings.decision"), opens=302, posts=True),
    "meetings:call_meeting": Door(pk("meetings.meeting"), opens=422, posts=True),
    "meetings:take_call_back": Door(pk("meetings.meeting"), opens=422, posts=True),
    "meetings:begin_meeting": Door(pk("meetings.meeting"), opens=422, posts=True),
    "meetings:take_begin_back": Door(pk("meetings.meeting"), opens=302, posts=True),
    "meetings:sign_minutes": Door(pk("meetings.meeting"), opens=422, posts=True),
    "meetings:send_minutes": Door(pk("meetings.meeting"), opens=422, posts=True),
    "meetings:take_not_held_back": Door(pk("meetings.meeting"), opens=422, posts=True),
    "meetings:record_not_held": Door(pk("meetings.meeting")),
    "meetings:take_signature_back": Door(pk("meetings.meeting")),
    "meetings:take_end_back": Door(pk("meetings.meeting")),
    "support:recommendations_of": Door(committee, beside=200, provincial=200),
    "support:recommendation": Door(pk("support.received"), provincial=200),
    "support:answer_recommendation": Door(pk("support.received")),
    "support:pass_on_recommendation": Door(pk("support.received")),
    "support:accept_recommendation": Door(pk("support.received"), opens=302, posts=True),
    "support:escalate_recommendation": Door(pk("support.received")),
    "support:withdraw_recommendation": Door(pk("support.received")),
    "support:settle_recommendation": Door(pk("support.answered"), opens=302, posts=True),
    "support:not_satisfied_recommendation": Door(pk("support.answered")),
    "support:send_notice": Door(committee, beside=403),
    "support:notice": Door(pk("support.notice"), provincial=200),
    "support:withdraw_notice": Door(pk("support.notice")),
    "support:acknowledge_notice": Door(pk("support.notice_line"), opens=302, posts=True),
    "support:notes_of": Door(cell, provincial=200),
    "support:write_group_note": Door(group),
    "support:voters": Door(commune, beside=200, provincial=200),
    "support:record_voter_session": Door(commune, beside=403),
    "support:voters_word": Door(commune, beside=200, provincial=200, opens=302, posts=True),
    "support:voters_excel": Door(commune, beside=200, provincial=200, opens=302, posts=True),
    "support:issue_voters": Door(commune, beside=403, opens=302, posts=True),
    "support:voter_session": Door(pk("support.voters"), provincial=200),
    "support:working_sessions": Door(commune, beside=200, provincial=200),
    "support:open_working_session": Door(commune, beside=403),
    "support:working_session": Door(pk("support.session"), provincial=200),
    "support:present_standing": Door(pk("support.session")),
    "support:give_direction": Door(pk("support.session")),
    "support:conclude_session": Door(pk("support.session")),
    "support:session_word": Door(pk("support.session"), provincial=200, opens=302, posts=True),
    "support:issue_session": Door(pk("support.session"), opens=302, posts=True),
    "support:tell_result": Door(pk("support.direction")),
    "support:pass_direction_on": Door(pk("support.direction"), opens=302, posts=True),
    "work:board": Door(committee, beside=200, provincial=200),
    "work:all": Door(committee, beside=200, provincial=200),
    "work:assign_work": Door(committee, beside=403),
    "work:paper_word": Door(paper_of_works, beside=200, provincial=200, opens=302, posts=True),
    "work:paper_excel": Door(paper_of_works, beside=200, provincial=200, opens=302, posts=True),
    "work:issue_paper": Door(paper_of_works, beside=403, provincial=403, opens=302, posts=True),
    "work:propose_work": Door(committee, beside=200, provincial=200),
    "work:campaigns": Door(committee, beside=200, provincial=200),
    "work:open_campaign": Door(committee, beside=403),
    "work:campaign": Door(pk("work.campaign"), beside=200, provincial=200),
    "work:rewrite_campaign": Door(pk("work.campaign"), beside=403),
    "work:close_campaign": Door(pk("work.campaign"), beside=403),
    "work:reopen_campaign": Door(pk("work.campaign"), beside=403),
    "work:work": Door(pk("work.running"), provincial=200),
    "work:report_progress": Door(pk("work.running")),
    "work:hand_in_work": Door(pk("work.running")),
    "work:appraise_work": Door(pk("work.running")),
    "work:extend_work": Door(pk("work.running")),
    "work:carry_over_work": Door(pk("work.running")),
    "work:hand_over_work": Door(pk("work.running")),
    "work:adjust_work": Door(pk("work.running")),
    "work:ask_explanation": Door(pk("work.running")),
    "work:send_back_work": Door(pk("work.running")),
    "work:reconsider_appraisal": Door(pk("work.running")),
    "work:stop_work": Door(pk("work.running")),
    "work:take_assignment_back": Door(pk("work.running")),
    "work:reopen_work": Door(pk("work.running")),
    "work:conclude_work": Door(pk("work.running"), opens=422, posts=True),
    "work:recall_work": Door(pk("work.running"), opens=422, posts=True),
    "work:rewrite_work": Door(pk("work.proposed")),
    "work:register_work": Door(pk("work.proposed"), opens=302, posts=True),
    "work:take_back_registration": Door(pk("work.registered"), opens=302, posts=True),
    "work:withdraw_work": Door(pk("work.registered")),
    "work:return_work": Door(pk("work.registered")),
    "work:approve_work": Door(pk("work.of_person"), opens=302, posts=True),
    "work:all_recurring": Door(committee, beside=200, provincial=200),
    "work:start_recurring": Door(committee, beside=403),
    "work:recurring_work": Door(pk("work.recurring"), beside=200, provincial=200),
    "work:rewrite_recurring": Door(pk("work.recurring"), beside=403),
    "work:stop_recurring": Door(pk("work.recurring"), beside=403),
    "work:recurring_of_unit": Door(recurring_of_cell, provincial=200),
    "work:say_occurrence": Door(day_of_cell, opener="cell_secretary"),
    "work:excuse_occurrence": Door(day_of_cell),
    "work:answer_obstacle": Door(pk("work.report")),
    "work:answer_explanation": Door(pk("work.explanation")),
    "work:refuse_explanation": Door(pk("work.explanation")),
    "work:accept_explanation": Door(pk("work.explanation"), opens=422, posts=True),
    "support:coverage": Door(committee, provincial=200),
    "support:duties": Door(committee, provincial=200),
    "support:assign_duty": Door(committee),
    "support:set_obligation": Door(committee),
    "support:duty": Door(pk("support.duty"), provincial=200),
    "support:record_visit": Door(pk("support.duty")),
    "support:end_duty": Door(pk("support.duty")),
    "support:replace_duty": Door(pk("support.duty")),
    "support:excuse_month": Door(month_of_duty),
    "support:visits_word": Door(pk("support.duty"), provincial=200, opens=302, posts=True),
    "support:visits_excel": Door(pk("support.duty"), provincial=200, opens=302, posts=True),
    "support:issue_visits": Door(pk("support.duty"), opens=302, posts=True),
    "support:hand_report_in": Door(pk("support.duty"), opens=422, posts=True),
    "support:visit": Door(pk("support.visit"), provincial=200),
    "support:withdraw_visit": Door(pk("support.visit")),
    "reports:report": Door(pk("reports.report"), provincial=200),
    "reports:write_texts": Door(pk("reports.report")),
    "reports:move_reading_day": Door(pk("reports.report")),
    "reports:choose_signer": Door(pk("reports.report")),
    "reports:set_wording": Door(pk("reports.report")),
    "reports:word": Door(pk("reports.report"), provincial=200, opens=302, posts=True),
    "reports:issue": Door(pk("reports.report"), opens=302, posts=True),
    "reports:excel": Door(pk("reports.report"), provincial=200, opens=302, posts=True),
    "reports:blank": Door(pk("reports.form"), provincial=200),
    "reports:renew_form": Door(pk("reports.form")),
    "reports:recognise": Door(pk("reports.form"), opens=302, posts=True),
    "reports:map_cell": Door(form_cell),
    "reports:unmap_cell": Door(form_cell, opens=302, posts=True),
    "reports:preview": Door(pk("reports.form")),
    "reports:fill": Door(pk("reports.form"), opens=422, posts=True),
    "reports:duty": Door(pk("reports.duty"), provincial=200),
    "reports:amend_duty": Door(pk("reports.duty")),
    "reports:amend_once": Door(pk("here.once")),
    "reports:end_duty": Door(pk("reports.duty")),
    "reports:owed_paper": Door(owed_paper, provincial=200),
    "reports:mark_sent": Door(owed_paper),
    "reports:mark_not_asked": Door(owed_paper),
    "reports:take_back": Door(sent_paper),
    "imports:sheets": Door(cell, provincial=200),
    "imports:sheet": Door(lambda world: ["measurements", *cell(world)]),
    "imports:export": Door(lambda world: ["measurements", *cell(world)], opens=302, posts=True),
    "imports:batch": Door(batch, provincial=404),
    "imports:name_columns": Door(batch, provincial=404),
    "imports:set_day": Door(batch, provincial=404, posts=True, opens=422),
    "imports:keep": Door(batch, provincial=404, opens=302, posts=True),
    "imports:undo": Door(batch, provincial=404, opens=302, posts=True),
    "imports:refused": Door(batch, provincial=404, opens=302, posts=True),
    "look:job": Door(job, provincial=404),
    "look:job_file": Door(job, provincial=404),
    "look:again": Door(job, provincial=404, opens=302, posts=True),
}


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """The name of every pattern, with its rooms before it; one without a name stands as its pattern."""
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLResolver):
            yield from addresses(found, f"{namespace}{found.namespace}:" if found.namespace else namespace)
        else:
            yield f"{namespace}{found.name or found.pattern}"
