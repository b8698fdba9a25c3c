"""Which topic of the guides belongs to which screen of this part."""

TOPICS: dict[str, tuple[str, ...]] = {
    "recommendations": (
        "support:recommendations",
        "support:raise_recommendation",
        "support:recommendation",
        "support:recommendations_of",
        "support:answer_recommendation",
        "support:pass_on_recommendation",
        "support:accept_recommendation",
        "support:settle_recommendation",
        "support:not_satisfied_recommendation",
        "support:escalate_recommendation",
        "support:withdraw_recommendation",
    ),
    "notices": (
        "support:notices",
        "support:notice",
        "support:send_notice",
        "support:withdraw_notice",
        "support:acknowledge_notice",
        "support:notes",
        "support:notes_of",
        "support:write_group_note",
    ),
}
