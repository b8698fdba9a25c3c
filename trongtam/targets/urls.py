"""Addresses of targets."""

from django.urls import path

from .views import board, compare, entry, from_clauses, paste, rounds, statements, target, targets_forms, year_before
from .views.criteria import acts as criteria_acts
from .views.criteria import editor
from .views.criteria import pages as criteria

app_name = "targets"
SET = "criteria/of/<slug:code>/sets/<slug:set_code>/"
urlpatterns = [
    path("board/", board.own_board, name="own_board"),
    path("board/<slug:code>/", board.board, name="board"),
    path("compare/<slug:code>/", compare.compare_units, name="compare"),
    path("targets/<int:pk>/", target.target, name="target"),
    path("targets/<int:pk>/more/", target.target_more, name="target_more"),
    path("targets/<int:pk>/year-before/", year_before.year_before, name="year_before"),
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
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/open/<slug:code>/", rounds.open_round, name="open_round"),
    path("rounds/<int:pk>/", rounds.round_, name="round"),
    path("rounds/<int:pk>/add/", rounds.add_to_round, name="add_to_round"),
    path("rounds/<int:pk>/due/", rounds.move_round_due, name="move_round_due"),
    path("rounds/<int:pk>/cancel/", rounds.cancel_round, name="cancel_round"),
    path("rounds/<int:pk>/accept/", rounds.accept_complete, name="accept_complete"),
    path("rounds/<int:pk>/lock/", rounds.lock_submissions, name="lock_submissions"),
    path("submissions/<int:pk>/recall/", rounds.recall_submission, name="recall_submission"),
    path("submissions/<int:pk>/accept/", rounds.accept_submission, name="accept_submission"),
    path("submissions/<int:pk>/return/", rounds.return_submission, name="return_submission"),
    path("submissions/<int:pk>/reopen/", rounds.reopen_submission, name="reopen_submission"),
    path("targets/from-clauses/<int:pk>/", from_clauses.set_from_clauses, name="from_clauses"),
    path("criteria/", criteria.own_criteria, name="own_criteria"),
    path("criteria/of/<slug:code>/", criteria.board, name="criteria_board"),
    path("criteria/of/<slug:code>/adopt/", criteria_acts.adopt_criteria, name="adopt_criteria"),
    path("criteria/of/<slug:code>/sets/", criteria.sets, name="criteria_sets"),
    path("criteria/of/<slug:code>/new-set/", editor.make_set, name="make_set"),
    path(SET, criteria.criteria_set, name="criteria_set"),
    path(f"{SET}edit/", editor.edit_set, name="edit_set"),
    path(f"{SET}withdraw/", editor.withdraw_set, name="withdraw_set"),
    path(f"{SET}add/", editor.add_criterion, name="add_criterion"),
    path(f"{SET}<int:number>/", editor.edit_criterion, name="edit_criterion"),
    path(f"{SET}<int:number>/remove/", editor.remove_criterion, name="remove_criterion"),
    path(f"{SET}<int:number>/add/", editor.add_indicator, name="add_indicator"),
    path(f"{SET}<int:number>/at/<str:indicator>/", editor.edit_indicator, name="edit_indicator"),
    path(f"{SET}<int:number>/at/<str:indicator>/remove/", editor.remove_indicator, name="remove_indicator"),
    path(f"{SET}thresholds/<str:leaf>/", editor.edit_levels, name="edit_levels"),
    path("criteria/of/<slug:code>/sets/<slug:set_code>/levels/", criteria_acts.lay_levels, name="lay_levels"),
    path("criteria/<int:pk>/", criteria.criterion, name="criterion"),
    path("criteria/<int:pk>/charge/", criteria_acts.charge_criterion, name="charge_criterion"),
    path("criteria/indicators/<int:pk>/excuse/", criteria_acts.excuse_indicator, name="excuse_indicator"),
    path("criteria/indicators/<int:pk>/restore/", criteria_acts.restore_indicator, name="restore_indicator"),
    path("criteria/adopted/<int:pk>/renew/", criteria_acts.renew_criteria, name="renew_criteria"),
    path("criteria/adopted/<int:pk>/withdraw/", criteria_acts.withdraw_criteria, name="withdraw_criteria"),
]
