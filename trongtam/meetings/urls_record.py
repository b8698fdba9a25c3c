"""Addresses of the record: roll call, scores."""

from django.urls import path

from .views import beside, forms, grid, papers, paste, record

urlpatterns = [
    path("meetings/of/<slug:code>/", grid.cells, name="cells"),
    path("meetings/of/<slug:code>/counts/", paste.paste_counts, name="paste_counts"),
    path("meetings/<int:pk>/roll/", record.roll, name="roll"),
    path("meetings/<int:pk>/roll/mark/", record.mark_roll, name="mark_roll"),
    path("meetings/<int:pk>/roll/count/", record.count_heads, name="count_heads"),
    path("meetings/<int:pk>/score/", record.score, name="score"),
    path("meetings/<int:pk>/score/above/", record.score_from_above, name="score_from_above"),
    path("meetings/<int:pk>/papers/<slug:paper>/word/", papers.paper_word, name="paper_word"),
    path("meetings/<int:pk>/papers/<slug:paper>/issue/", papers.issue_paper, name="issue_paper"),
    path("meetings/of/<slug:code>/forms/", forms.scoring_forms, name="scoring_forms"),
    path("meetings/of/<slug:code>/forms/choose/", forms.choose_forms, name="choose_forms"),
    path("meetings/of/<slug:code>/plan/", beside.plan, name="plan"),
    path("meetings/of/<slug:code>/plan/lay/", beside.lay_plan, name="lay_plan"),
    path("meetings/planned/<int:pk>/", beside.planned, name="planned"),
    path("meetings/<int:pk>/guests/", beside.guests, name="guests"),
    path("meetings/<int:pk>/papers/", beside.bring, name="bring_papers"),
    path("meetings/papers/<int:pk>/take-out/", beside.take_out, name="take_paper_out"),
    path("meetings/<int:pk>/minute-book/", beside.minute_book, name="minute_book"),
    path("meetings/<int:pk>/learning/", beside.learning, name="learning"),
    path("meetings/<int:pk>/learning/<slug:code>/", beside.lesson, name="lesson"),
    path("meetings/<int:pk>/printed/", papers.printed, name="printed"),
]
