"""Addresses of review rounds and of those who are reviewed in them."""

from functools import partial

from django.urls import URLPattern, path

from .views import caps, objections, rounds, subjects


def _why(name: str, act: str) -> URLPattern:
    return path(f"reviews/forms/<int:pk>/{act}/", partial(subjects.reasoned, act=act), name=name)


urlpatterns: list[URLPattern] = [
    path("reviews/", rounds.own, name="own"),
    path("reviews/open/<slug:code>/", rounds.open_new, name="open_round"),
    path("reviews/open-counts/<slug:code>/", rounds.open_sums, name="open_counts"),
    path("reviews/<int:pk>/", rounds.round_page, name="round"),
    path("reviews/<int:pk>/change/", rounds.rewrite, name="rewrite_round"),
    path("reviews/<int:pk>/gather/", rounds.gather, name="gather_subjects"),
    path("reviews/<int:pk>/cap/", caps.cap, name="cap"),
    path("reviews/<int:pk>/table/", rounds.table, name="table"),
    path("reviews/<int:pk>/lock/", rounds.lock, name="lock_round"),
    path("reviews/<int:pk>/reopen/", rounds.reopen, name="reopen_round"),
    path("reviews/<int:pk>/counts/", rounds.choose_scheme, name="choose_scheme"),
    path("reviews/<int:pk>/counts/<int:scheme>/", rounds.counts, name="enter_counts"),
    path("reviews/<int:pk>/units/<slug:code>/", rounds.unit, name="unit"),
    path("reviews/<int:pk>/units/<slug:code>/cap/", caps.cap_of_unit, name="cap_of_unit"),
    path("reviews/<int:pk>/units/<slug:code>/vote/", subjects.vote, name="vote"),
    path("reviews/<int:pk>/units/<slug:code>/appraise/", rounds.appraise_all, name="appraise_unit"),
    path("reviews/<int:pk>/units/<slug:code>/decide/", rounds.decide_all, name="decide_unit"),
    path("reviews/forms/<int:pk>/", subjects.form, name="form"),
    path("reviews/forms/<int:pk>/assess/", subjects.assess, name="assess_self"),
    path("reviews/forms/<int:pk>/propose/", subjects.propose, name="propose_level"),
    path("reviews/forms/<int:pk>/appraise/", subjects.appraise_one, name="appraise"),
    path("reviews/forms/<int:pk>/decide/", subjects.decide_one, name="decide"),
    _why("send_back", "send-back"),
    _why("reopen_decision", "reopen"),
    _why("exempt_subject", "exempt"),
    _why("leave_out_subject", "leave-out"),
    path("reviews/forms/<int:pk>/include/", subjects.include, name="include_subject"),
    path("reviews/forms/<int:pk>/facts/<slug:code>/contest/", objections.contest, name="contest_fact"),
    path("reviews/forms/<int:pk>/facts/<slug:code>/state/", objections.state, name="state_fact"),
    path("reviews/contests/<int:pk>/answer/", objections.answer, name="answer_contest"),
    path("reviews/contests/<int:pk>/withdraw/", objections.withdraw, name="withdraw_contest"),
]
