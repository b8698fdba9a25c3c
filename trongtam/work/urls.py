"""Addresses of works."""

from functools import partial

from django.urls import URLPattern, path

from . import urls_recurring
from .views import acts, campaigns, pages, papers, plans

app_name = "work"


def _why(name: str, word: str) -> URLPattern:
    return path(f"works/<int:pk>/{word}/", partial(acts.say_why, act=name), name=name)


def _press(name: str, word: str) -> URLPattern:
    return path(f"works/<int:pk>/{word}/", partial(acts.press, act=name), name=name)


urlpatterns = [
    path("works/", pages.own, name="own"),
    path("works/of/<slug:code>/", pages.board, name="board"),
    path("works/of/<slug:code>/all/", pages.all_works, name="all"),
    path("works/of/<slug:code>/papers/<slug:paper>/word/", papers.word, name="paper_word"),
    path("works/of/<slug:code>/papers/<slug:paper>/excel/", papers.excel, name="paper_excel"),
    path("works/of/<slug:code>/papers/<slug:paper>/issue/", papers.issue, name="issue_paper"),
    path("works/of/<slug:code>/assign/", plans.assign_work, name="assign_work"),
    path("works/of/<slug:code>/register/", plans.propose_work, name="propose_work"),
    path("works/of/<slug:code>/campaigns/", campaigns.campaigns, name="campaigns"),
    path("works/of/<slug:code>/campaigns/open/", campaigns.open_campaign, name="open_campaign"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/rewrite/", campaigns.rewrite_campaign, name="rewrite_campaign"),
    path("campaigns/<int:pk>/close/", campaigns.close_campaign, name="close_campaign"),
    path("campaigns/<int:pk>/reopen/", campaigns.reopen_campaign, name="reopen_campaign"),
    path("works/<int:pk>/", pages.work, name="work"),
    path("works/<int:pk>/rewrite/", plans.rewrite_work, name="rewrite_work"),
    path("works/<int:pk>/adjust/", plans.adjust_work, name="adjust_work"),
    path("works/<int:pk>/report/", acts.report_progress, name="report_progress"),
    path("works/<int:pk>/hand-in/", acts.hand_in_work, name="hand_in_work"),
    path("works/<int:pk>/appraise/", acts.appraise_work, name="appraise_work"),
    path("works/<int:pk>/extend/", acts.extend_work, name="extend_work"),
    path("works/<int:pk>/carry-over/", acts.carry_over_work, name="carry_over_work"),
    path("works/<int:pk>/hand-over/", acts.hand_over_work, name="hand_over_work"),
    path("works/<int:pk>/explain/", acts.ask_explanation, name="ask_explanation"),
    _press("register_work", "enrol"),
    _press("approve_work", "approve"),
    _press("take_back_registration", "take-back"),
    _press("recall_work", "recall"),
    _press("conclude_work", "conclude"),
    _why("return_work", "return"),
    _why("withdraw_work", "withdraw"),
    _why("send_back_work", "send-back"),
    _why("reconsider_appraisal", "reconsider"),
    _why("stop_work", "stop"),
    _why("take_assignment_back", "unassign"),
    _why("reopen_work", "reopen"),
    path("obstacles/<int:pk>/answer/", acts.answer_obstacle, name="answer_obstacle"),
    path("explanations/<int:pk>/answer/", acts.answer_explanation, name="answer_explanation"),
    path("explanations/<int:pk>/accept/", acts.accept_explanation, name="accept_explanation"),
    path("explanations/<int:pk>/refuse/", acts.refuse_explanation, name="refuse_explanation"),
    *urls_recurring.urlpatterns,
]
