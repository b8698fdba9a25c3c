"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "inspection": (
        "inspection:programmes",
        "inspection:make_programme",
        "inspection:overview",
        "inspection:programme",
        "inspection:plan_subject",
        "inspection:inspection",
        "inspection:decide",
        "inspection:report",
        "inspection:conclude",
        "inspection:drop",
        "inspection:paper",
        "inspection:programme_word",
        "inspection:programme_excel",
        "inspection:demand",
        "inspection:follow_up",
        "inspection:extend_demand",
        "inspection:settle_demand",
    ),
    "front": (
        "inspection:opinions",
        "inspection:record_opinion",
        "inspection:opinion",
        "inspection:reply_to_opinion",
        "inspection:settle_opinion",
    ),
}
