"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS = {
    "resolutions.document_registered": _("registered a document"),
    "resolutions.document_corrected": _("corrected a document"),
    "resolutions.document_sent": _("chose who receives a document"),
    "resolutions.document_received": _("received a document"),
    "resolutions.study_session_recorded": _("recorded a study session"),
    "resolutions.programme_adopted": _("adopted a programme for a document"),
    "resolutions.rollout_finished": _("recorded the result of a rollout"),
    "resolutions.clause_added": _("added a clause"),
    "resolutions.clause_corrected": _("corrected a clause"),
    "resolutions.clause_moved": _("moved a clause"),
    "resolutions.clause_removed": _("took a clause out"),
    "resolutions.clauses_pasted": _("pasted the text of a document"),
    "resolutions.paper_owed": _("asked for a paper"),
    "resolutions.congress_papers_owed": _("asked for the papers after a congress"),
    "resolutions.paper_fulfilled": _("issued a paper that was owed"),
    "resolutions.shortcoming_named": _("named a shortcoming"),
    "resolutions.shortcoming_remedied": _("remedied a shortcoming"),
    "resolutions.shortcoming_contested": _("contested a shortcoming"),
    "resolutions.contest_answered": _("answered about a shortcoming"),
    "resolutions.contest_accepted": _("accepted what was said about a shortcoming"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
