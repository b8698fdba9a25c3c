"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "excel": (
        "imports:sheets",
        "imports:sheet",
        "imports:export",
        "imports:batch",
        "imports:batches",
        "imports:name_columns",
        "imports:set_day",
        "imports:keep",
        "imports:undo",
        "imports:refused",
    ),
}
