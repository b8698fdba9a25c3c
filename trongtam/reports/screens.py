"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "reports": (
        "reports:reports",
        "reports:begin_report",
        "reports:report",
        "reports:write_texts",
        "reports:move_reading_day",
        "reports:choose_signer",
        "reports:set_wording",
        "reports:word",
        "reports:issue",
        "reports:excel",
    ),
    "owed": (
        "reports:owed",
        "reports:note_duty",
        "reports:duty",
        "reports:amend_duty",
        "reports:end_duty",
        "reports:owed_paper",
        "reports:mark_sent",
        "reports:mark_not_asked",
        "reports:take_back",
    ),
    "forms": (
        "reports:blanks",
        "reports:bring_form",
        "reports:blank",
        "reports:renew_form",
        "reports:recognise",
        "reports:map_cell",
        "reports:unmap_cell",
        "reports:preview",
        "reports:fill",
    ),
}
