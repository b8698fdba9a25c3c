"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "classified": (
        "archive:classified_papers",
        "archive:record_classified_paper",
        "archive:held_file",
        "archive:erase_held",
        "archive:release_held",
    ),
    "papers": (
        "archive:papers",
        "archive:begin_word_paper",
        "archive:paper",
        "archive:hand_to_review",
        "archive:bring_final",
        "archive:compile_again",
        "archive:cancel",
        "archive:return",
        "archive:send_for_signature",
        "archive:attach_signed",
        "archive:send",
        "archive:replace",
        "archive:as_known",
        "archive:pdf",
        "archive:paper_settings",
        "archive:choose_numbering",
        "archive:continue_numbers",
        "archive:bring_template",
        "archive:withdraw_template",
    ),
}
