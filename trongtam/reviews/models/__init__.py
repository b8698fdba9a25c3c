"""What this room keeps: evaluation and classification by dated rule sets: schemes, rounds, caps, tables."""

from .facts import Contest, ContestState, Fact
from .forms import FormsPart
from .rounds import CountLine, Round, Rounding, RoundKind, RoundState
from .schemes import SchemeCycle, SchemeForm, SchemeSubject, SchemeVersion
from .subjects import Assessment, Ballot, Standing, Step, Subject, SubjectState

SubjectKind = SchemeSubject

__all__ = [
    "Assessment",
    "Ballot",
    "Contest",
    "ContestState",
    "CountLine",
    "Fact",
    "FormsPart",
    "Round",
    "RoundKind",
    "RoundState",
    "Rounding",
    "SchemeCycle",
    "SchemeForm",
    "SchemeSubject",
    "SchemeVersion",
    "Standing",
    "Step",
    "Subject",
    "SubjectKind",
    "SubjectState",
]
