"""Addresses of duties and visits."""

from django.urls import path

from .views import following, following_acts, following_papers

urlpatterns = [
    path("following/", following.own, name="own"),
    path("following/of/<slug:code>/", following.coverage, name="coverage"),
    path("following/of/<slug:code>/duties/", following.duties, name="duties"),
    path("following/of/<slug:code>/assign/", following_acts.assign_duty, name="assign_duty"),
    path("following/of/<slug:code>/obligation/", following_acts.set_obligation, name="set_obligation"),
    path("following/<int:pk>/", following.duty, name="duty"),
    path("following/<int:pk>/visit/", following_acts.record_visit, name="record_visit"),
    path("following/<int:pk>/end/", following_acts.end_duty, name="end_duty"),
    path("following/<int:pk>/replace/", following_acts.replace_duty, name="replace_duty"),
    path("following/<int:pk>/excuse/<str:span>/", following_acts.excuse_month, name="excuse_month"),
    path("following/<int:pk>/report/word/", following_papers.visits_word, name="visits_word"),
    path("following/<int:pk>/report/excel/", following_papers.visits_excel, name="visits_excel"),
    path("following/<int:pk>/report/issue/", following_papers.issue_visits, name="issue_visits"),
    path("following/<int:pk>/report/hand-in/", following_papers.hand_report_in, name="hand_report_in"),
    path("visits/<int:pk>/", following.visit, name="visit"),
    path("visits/<int:pk>/withdraw/", following_acts.withdraw_visit, name="withdraw_visit"),
]
