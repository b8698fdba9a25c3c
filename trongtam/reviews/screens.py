"""Which topic of the guides belongs to which screen of this room."""

from .screens_rounds import TOPICS as OF_ROUNDS

TOPICS: dict[str, tuple[str, ...]] = {
    **OF_ROUNDS,
    "schemes": (
        "reviews:schemes",
        "reviews:scheme",
        "reviews:adapt_scheme",
        "reviews:revise_scheme",
        "reviews:check_table",
        "reviews:below",
        "reviews:form_file",
        "reviews:forms_zip",
        "reviews:summary_file",
    ),
}
