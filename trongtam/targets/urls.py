"""Addresses of targets."""

from django.urls import path

from .views import board, entry, statements, target

app_name = "targets"
urlpatterns = [
    path("board/", board.own_board, name="own_board"),
    path("board/<slug:code>/", board.board, name="board"),
    path("targets/<int:pk>/", target.target, name="target"),
    path("entry/", entry.own_entry, name="own_entry"),
    path("entry/<slug:code>/<slug:month>/", entry.entry, name="entry"),
    path("entry/<slug:code>/<slug:month>/echo/", entry.entry_echo, name="entry_echo"),
    path("statements/<int:pk>/", statements.statement, name="statement"),
    path("statements/<int:pk>/correct/", statements.correct, name="correct"),
    path("statements/<int:pk>/withdraw/", statements.withdraw, name="withdraw"),
    path("statements/<int:pk>/evidence/", statements.attach_evidence, name="attach_evidence"),
]
