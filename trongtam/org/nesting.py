"""Which kind of unit may stand below which, and which posts a kind of unit has. Pure data."""

from .models.people import PostKind
from .models.units import UnitKind as K

# None: at the top of a tree.
PARENTS: dict[str, frozenset[str | None]] = {
    K.PROVINCE: frozenset({None}),
    K.DISTRICT: frozenset({K.PROVINCE}),
    K.COMMUNE: frozenset({None, K.PROVINCE, K.DISTRICT}),
    K.PARTY_COMMITTEE: frozenset({K.PROVINCE, K.DISTRICT, K.COMMUNE, K.PARTY_COMMITTEE}),
    K.CLUSTER: frozenset({K.PARTY_COMMITTEE}),
    K.CELL: frozenset({K.PARTY_COMMITTEE, K.CLUSTER}),
    K.GOVERNMENT: frozenset({K.PROVINCE, K.DISTRICT, K.COMMUNE}),
    K.PEOPLES_COUNCIL: frozenset({K.PROVINCE, K.DISTRICT, K.COMMUNE}),
    K.FRONT: frozenset({K.PROVINCE, K.DISTRICT, K.COMMUNE, K.HAMLET}),
    K.ORGANISATION: frozenset({K.PROVINCE, K.DISTRICT, K.COMMUNE, K.FRONT, K.HAMLET}),
    K.HAMLET: frozenset({K.COMMUNE}),
    K.GROUP: frozenset({K.HAMLET}),
}

# The order in which children of one parent are read.
KIND_ORDER: dict[str, int] = {
    kind: number
    for number, kind in enumerate(
        [
            K.PROVINCE,
            K.DISTRICT,
            K.PARTY_COMMITTEE,
            K.PEOPLES_COUNCIL,
            K.GOVERNMENT,
            K.FRONT,
            K.ORGANISATION,
            K.CLUSTER,
            K.CELL,
            K.HAMLET,
            K.GROUP,
            K.COMMUNE,
        ]
    )
}

# Posts that only one kind of unit has; the others belong to units above cells and hamlets.
POST_UNITS: dict[str, frozenset[str]] = {
    PostKind.CELL_SECRETARY: frozenset({K.CELL}),
    PostKind.CELL_COMMITTEE: frozenset({K.CELL}),
    PostKind.HAMLET_HEAD: frozenset({K.HAMLET}),
    PostKind.GROUP_HEAD: frozenset({K.GROUP}),
    PostKind.COUNCIL_DELEGATE: frozenset({K.PEOPLES_COUNCIL, K.COMMUNE, K.PROVINCE}),
}
_LOW = frozenset({K.CELL, K.HAMLET, K.GROUP})

# Posts that one person holds at a time.
SINGLE_POSTS = frozenset({PostKind.SECRETARY, PostKind.CELL_SECRETARY, PostKind.HAMLET_HEAD, PostKind.GROUP_HEAD})


def may_stand_below(kind: str, parent_kind: str | None) -> bool:
    return parent_kind in PARENTS[kind]


def has_post(unit_kind: str, post_kind: str) -> bool:
    if post_kind in POST_UNITS:
        return unit_kind in POST_UNITS[post_kind]
    return unit_kind not in _LOW


def kinds_below(parent_kind: str) -> list[str]:
    """The kinds that may be founded below a unit, in reading order."""
    return [kind for kind in KIND_ORDER if parent_kind in PARENTS[kind]]


def may_hold_its_own_kind(kind: str) -> bool:
    """Whether a unit may stand somewhere below another of its kind."""
    above, waiting = set[str](), [kind]
    while waiting:
        for parent in PARENTS[waiting.pop()]:
            if parent is not None and parent not in above:
                above.add(parent)
                waiting.append(parent)
    return kind in above
