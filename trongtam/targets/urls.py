"""Addresses of targets."""

from django.urls import path

from .views import board, entry, from_clauses, paste, statements, target, targets_forms

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
    path("targets/new/<slug:code>/", targets_forms.set_target, name="set_target"),
    path("targets/<int:pk>/amend/", targets_forms.amend_target, name="amend_target"),
    path("targets/<int:pk>/withdraw/", targets_forms.withdraw_target, name="withdraw_target"),
    path("targets/<int:pk>/hand-over/", targets_forms.hand_over_target, name="hand_over_target"),
    path("targets/<int:pk>/allot/", targets_forms.allot, name="allot"),
    path("indicators/new/<slug:code>/", targets_forms.define_indicator, name="define_indicator"),
    path("targets/paste/<slug:code>/", paste.paste_targets, name="paste_targets"),
    path("targets/from-clauses/<int:pk>/", from_clauses.set_from_clauses, name="from_clauses"),
]
