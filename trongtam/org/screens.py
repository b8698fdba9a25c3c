"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "set-up": (
        "org:set_up",
        "org:next_steps",
        "org:put_away_set_up",
    ),
    "logins": (
        "org:accounts",
        "org:unit_logins",
        "org:put_logins_aside",
        "org:account",
        "org:make_login",
        "org:reset_login",
        "org:lock_login",
        "org:open_login",
        "org:remove_second_step",
    ),
    "units": (
        "org:units",
        "org:unit",
        "org:found_unit",
        "org:found_units",
        "org:rename_unit",
        "org:move_unit",
        "org:dissolve_unit",
        "org:open_term",
        "org:change_settings",
    ),
    "mergers": (
        "org:merge_units",
        "org:split_unit",
    ),
    "people": (
        "org:people",
        "org:own_page",
        "org:person",
        "org:register_person",
        "org:correct_person",
        "org:give_post",
        "org:end_post",
    ),
    "erasing": ("org:erase_person",),
    "records": (
        "org:grant_sight",
        "org:withdraw_sight",
        "org:open_unit",
        "org:record",
        "org:membership_act",
        "org:end_spell",
    ),
    "book": ("org:book",),
    "objections": (
        "org:confirm_entry",
        "org:object_to_entry",
        "org:answer_objection",
    ),
}
