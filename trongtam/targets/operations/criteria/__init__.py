"""What can happen to criteria: a set is adopted, brought up to date, withdrawn; someone is put in charge; an indicator is marked;
thresholds are laid over a set; a set of one's own is kept."""

from .adopting import Taking, adopt_criteria, changed_levels, renew_criteria, withdraw_criteria
from .keeping import charge_criterion, excuse_indicator, restore_indicator
from .laying import adopted_by, check_free, check_levels_laid, keep_set, lay_levels, read_by, withdraw_set

__all__ = [
    "Taking",
    "adopt_criteria",
    "adopted_by",
    "changed_levels",
    "charge_criterion",
    "check_free",
    "check_levels_laid",
    "excuse_indicator",
    "keep_set",
    "lay_levels",
    "read_by",
    "renew_criteria",
    "restore_indicator",
    "withdraw_criteria",
    "withdraw_set",
]
