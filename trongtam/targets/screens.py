"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "board": (
        "targets:own_board",
        "targets:board",
    ),
    "target": (
        "targets:target",
        "targets:amend_target",
        "targets:withdraw_target",
        "targets:hand_over_target",
        "targets:allot",
    ),
    "set-targets": (
        "targets:set_target",
        "targets:define_indicator",
        "targets:paste_targets",
        "targets:from_clauses",
    ),
    "figures": (
        "targets:own_entry",
        "targets:entry",
    ),
    "statement": (
        "targets:statement",
        "targets:correct",
        "targets:withdraw",
        "targets:attach_evidence",
    ),
    "criteria": (
        "targets:own_criteria",
        "targets:criteria_board",
        "targets:adopt_criteria",
        "targets:criteria_sets",
        "targets:criteria_set",
        "targets:lay_levels",
        "targets:criterion",
        "targets:charge_criterion",
        "targets:excuse_indicator",
        "targets:restore_indicator",
        "targets:renew_criteria",
        "targets:withdraw_criteria",
    ),
    "rounds": (
        "targets:rounds",
        "targets:round",
        "targets:open_round",
        "targets:move_round_due",
        "targets:cancel_round",
        "targets:accept_complete",
        "targets:lock_submissions",
        "targets:recall_submission",
        "targets:accept_submission",
        "targets:return_submission",
        "targets:reopen_submission",
    ),
}
