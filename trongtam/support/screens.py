"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "following": (
        "support:own",
        "support:duty",
        "support:visit",
        "support:record_visit",
        "support:withdraw_visit",
        "support:visits_word",
        "support:visits_excel",
        "support:hand_report_in",
    ),
    "coverage": (
        "support:coverage",
        "support:duties",
        "support:assign_duty",
        "support:set_obligation",
        "support:end_duty",
        "support:replace_duty",
        "support:excuse_month",
        "support:issue_visits",
    ),
}
