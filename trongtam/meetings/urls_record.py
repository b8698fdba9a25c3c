"""Addresses of the record: roll call, scores."""

from django.urls import path

from .views import grid, papers, record

urlpatterns = [
    path("meetings/of/<slug:code>/", grid.cells, name="cells"),
    path("meetings/<int:pk>/roll/", record.roll, name="roll"),
    path("meetings/<int:pk>/roll/mark/", record.mark_roll, name="mark_roll"),
    path("meetings/<int:pk>/roll/count/", record.count_heads, name="count_heads"),
    path("meetings/<int:pk>/score/", record.score, name="score"),
    path("meetings/<int:pk>/score/above/", record.score_from_above, name="score_from_above"),
    path("meetings/<int:pk>/papers/<slug:paper>/word/", papers.paper_word, name="paper_word"),
    path("meetings/<int:pk>/papers/<slug:paper>/issue/", papers.issue_paper, name="issue_paper"),
    path("meetings/<int:pk>/printed/", papers.printed, name="printed"),
]
