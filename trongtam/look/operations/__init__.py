"""What can happen to what the look keeps: drafts, long work, saved views."""

from .drafts import LARGEST, MOST, Forbidden, discard_draft, forget_old, forget_person, keep_draft
from .jobs import (
    Abandoned,
    ask_again,
    fetch_file,
    forget_ended,
    give_back,
    keep_progress,
    note_seen,
    run_job,
    start_job,
    take_back_lost,
    take_job,
)
from .views import keep_view, remove_view, rename_view, share_view

__all__ = [
    "LARGEST",
    "MOST",
    "Abandoned",
    "Forbidden",
    "ask_again",
    "discard_draft",
    "fetch_file",
    "forget_ended",
    "forget_old",
    "forget_person",
    "give_back",
    "keep_draft",
    "keep_progress",
    "keep_view",
    "note_seen",
    "remove_view",
    "rename_view",
    "run_job",
    "share_view",
    "start_job",
    "take_back_lost",
    "take_job",
]
