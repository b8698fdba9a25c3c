"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "meeting-record": (
        "meetings:roll",
        "meetings:mark_roll",
        "meetings:count_heads",
        "meetings:score",
        "meetings:score_from_above",
        "meetings:paper_word",
        "meetings:issue_paper",
        "meetings:printed",
    ),
    "cells-year": ("meetings:cells",),
}
