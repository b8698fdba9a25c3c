"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "desk": ("home", "desk_more"),
    "search": ("search",),
}
