"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

ACTS = {
    "reviews.scheme_adapted": _("made a scheme of classification of its own"),
    "reviews.form_taken_out": _("took a form of review out"),
    "reviews.forms_taken_out": _("took the forms of a round out"),
    "reviews.scheme_revised": _("revised a scheme of classification"),
    "reviews.round_opened": _("opened a review round"),
    "reviews.round_rewritten": _("changed days or cap of a review round"),
    "reviews.subjects_gathered": _("read anew who is reviewed"),
    "reviews.standing_changed": _("changed whether somebody is rated"),
    "reviews.form_opened": _("opened a review form"),
    "reviews.self_assessed": _("handed in a self-assessment"),
    "reviews.vote_recorded": _("recorded the counts of a vote"),
    "reviews.level_proposed": _("wrote down the proposal of the collective"),
    "reviews.appraised": _("appraised a review form"),
    "reviews.fact_stated": _("stated a fact of a review"),
    "reviews.sent_back": _("sent a review form back"),
    "reviews.decided": _("decided a classification"),
    "reviews.unit_appraised": _("appraised a unit as it was proposed"),
    "reviews.unit_decided": _("decided for a unit as it was proposed"),
    "reviews.decision_reopened": _("opened a classification again"),
    "reviews.fact_contested": _("contested a fact of a review"),
    "reviews.contest_withdrawn": _("withdrew an objection to a fact"),
    "reviews.contest_answered": _("answered an objection to a fact"),
    "reviews.round_locked": _("locked a review round"),
    "reviews.round_reopened": _("opened a review round again"),
    "reviews.counts_entered": _("entered counts of a classification"),
}


def register_all() -> None:
    for code, name in ACTS.items():
        acts.register(code, name)
