"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "reminders": (
        "reminders:inbox",
        "reminders:open",
        "reminders:due",
        "reminders:settings",
        "reminders:give_address",
        "reminders:remove_address",
        "reminders:confirm_address",
        "reminders:add_browser",
        "reminders:remove_browser",
        "reminders:open_calendar",
        "reminders:close_calendar",
        "reminders:calendar",
        "look:way",
    ),
}
