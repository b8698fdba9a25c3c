"""What the acts of this room are called in the book."""

from django.utils.translation import gettext_lazy as _

from trongtam.ledger import acts

UNITS = {
    "org.set_up": _("set up the installation"),
    "org.unit_founded": _("founded a unit"),
    "org.units_founded": _("founded units from a list"),
    "org.founding_withdrawn": _("took a founding back"),
    "org.unit_renamed": _("renamed a unit"),
    "org.renaming_withdrawn": _("took a new name back"),
    "org.unit_moved": _("moved a unit"),
    "org.move_withdrawn": _("took a move back"),
    "org.unit_dissolved": _("dissolved a unit"),
    "org.units_merged": _("merged units"),
    "org.unit_split": _("split a unit"),
    "org.term_opened": _("opened a term"),
    "org.settings_changed": _("changed settings"),
    "org.set_up_put_away": _("put the guided set-up away"),
    "org.person_erased": _("erased a person's data"),
    "org.people_taken_out": _("took people's plain records out as a sheet"),
}
PERSONAL = {
    "org.person_registered": _("registered a person"),
    "org.person_corrected": _("corrected a person's record"),
    "org.person_opened": _("opened a Party record"),
    "org.post_given": _("gave a post"),
    "org.post_ended": _("ended a post"),
    "org.member_admitted": _("admitted a member"),
    "org.member_recorded": _("entered a member in the register"),
    "org.member_confirmed": _("confirmed full membership"),
    "org.member_transferred": _("transferred a member"),
    "org.member_exempted": _("excused a member"),
    "org.member_left": _("ended a membership"),
    "org.spell_begun": _("recorded a stay elsewhere or a contact"),
    "org.spell_ended": _("ended a stay elsewhere or a contact"),
    "org.sight_granted": _("granted sight of records"),
    "org.sight_withdrawn": _("withdrew sight of records"),
}


def register_all() -> None:
    for code, name in UNITS.items():
        acts.register(code, name)
    for code, name in PERSONAL.items():
        acts.register(code, name, personal=True)
