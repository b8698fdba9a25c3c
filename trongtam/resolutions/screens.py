"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "documents": (
        "resolutions:documents",
        "resolutions:register_document",
        "resolutions:document",
        "resolutions:correct_document",
        "resolutions:add_clause",
        "resolutions:paste_clauses",
        "resolutions:clause",
        "resolutions:correct_clause",
        "resolutions:move_clause",
        "resolutions:remove_clause",
    ),
    "loose-ends": (
        "resolutions:orphans",
        "resolutions:shortcomings",
        "resolutions:name_shortcoming",
        "resolutions:shortcoming",
        "resolutions:remedy_shortcoming",
        "resolutions:contest_shortcoming",
        "resolutions:answer_contest",
        "resolutions:accept_contest",
    ),
    "rollout": (
        "resolutions:rollout",
        "resolutions:send_document",
        "resolutions:owe_paper",
        "resolutions:owe_congress_papers",
        "resolutions:receive_document",
        "resolutions:record_study_session",
        "resolutions:adopt_programme",
        "resolutions:finish_rollout",
        "resolutions:fulfil_paper",
    ),
}
