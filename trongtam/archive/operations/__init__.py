"""What can happen to files and to papers on their way out: one verb, one function."""

from .bringing import Brought, bring_files
from .files import Marking, record_classified_paper, refuse_marked, refuse_marked_text, refuse_stamped, store_file
from .issuing import attach_signed, cancel_paper, hand_to_review, return_paper, send_for_signature, send_paper
from .keeping import erase_unneeded
from .numbers import choose_numbering, continue_numbers
from .photos import keep_original, small_picture
from .reading import erase_held, read_waiting, read_words, release_held
from .templates import bring_template, withdraw_template
from .writing import begin_paper, bring_final, compile_again, replace_paper

__all__ = [
    "Brought",
    "Marking",
    "attach_signed",
    "begin_paper",
    "bring_files",
    "bring_final",
    "bring_template",
    "cancel_paper",
    "choose_numbering",
    "compile_again",
    "continue_numbers",
    "erase_held",
    "erase_unneeded",
    "hand_to_review",
    "keep_original",
    "read_waiting",
    "read_words",
    "record_classified_paper",
    "refuse_marked",
    "refuse_marked_text",
    "refuse_stamped",
    "release_held",
    "replace_paper",
    "return_paper",
    "send_for_signature",
    "send_paper",
    "small_picture",
    "store_file",
    "withdraw_template",
]
