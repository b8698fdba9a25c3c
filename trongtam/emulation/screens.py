"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "exemplars": (
        "emulation:exemplars",
        "emulation:exemplar",
        "emulation:register_exemplar",
        "emulation:recognise_exemplar",
        "emulation:replicate_exemplar",
        "emulation:end_exemplar",
        "emulation:withdraw_consent",
        "emulation:record_learners",
        "emulation:copy_exemplar",
        "emulation:tell_copy",
    ),
    "catching-up": ("emulation:ladders", "emulation:ladder", "emulation:set_ladder", "emulation:end_ladder"),
    "movements": (
        "emulation:movements",
        "emulation:movement",
        "emulation:launch_movement",
        "emulation:commit",
        "emulation:review_movement",
    ),
    "awards": (
        "emulation:awards",
        "emulation:award",
        "emulation:record_award",
        "emulation:withdraw_award",
        "emulation:propose_award",
        "emulation:proposal",
        "emulation:grant_proposal",
        "emulation:decline_proposal",
        "emulation:awards_word",
        "emulation:awards_excel",
    ),
}
