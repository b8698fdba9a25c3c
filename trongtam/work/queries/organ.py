"""Who issues the papers of a list of works: the organ that assigns, with head and foot by the tree. Texts are Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass

from trongtam.archive.issuing.numbering import symbol_of
from trongtam.org.models import Unit, UnitKind
from trongtam.org.queries import last_place
from trongtam.org.reach import TERRITORIES

PARTY, STATE = "party", "state"
STATE_ORGANS = {UnitKind.GOVERNMENT: "UBND", UnitKind.PEOPLES_COUNCIL: "HĐND"}
_PLACE_WORDS = ("xã ", "phường ", "thị trấn ", "đặc khu ", "tỉnh ", "thành phố ", "huyện ", "quận ", "thị xã ")


@dataclass(frozen=True)
class Organ:
    """Head and foot of a paper. `unit`: in whose rows of numbers it stands; `superior`: the organ of the place above where the
    tree has it, else empty."""

    unit: Unit
    side: str
    superior: str
    issuer: str
    place: str
    letters: str
    body: str
    post: str
    kept: str

    def symbol(self, paper_type: str) -> str:
        return symbol_of(self.side, paper_type, self.letters)


def issuing_unit(unit: Unit) -> Unit:
    """A committee, a cell, a State organ issues itself; for a place and all others the Party committee of the place. No query for
    the first ones."""
    if unit.kind in (UnitKind.PARTY_COMMITTEE, UnitKind.CELL, *STATE_ORGANS):
        return unit
    above = {one.pk: one for one in Unit.objects.filter(pk__in=last_place(unit))}
    places = [above[pk] for pk in last_place(unit) if pk in above and above[pk].kind in TERRITORIES]
    committees = Unit.objects.filter(
        parent=places[-1] if places else unit, kind=UnitKind.PARTY_COMMITTEE, ended_on=None
    )
    return committees.order_by("pk").first() or unit


def organ_of_list(unit: Unit) -> Organ:
    """Four queries at most."""
    organ = issuing_unit(unit)
    stood = last_place(organ)
    above = {one.pk: one for one in Unit.objects.filter(pk__in=stood)}
    places = [above[pk] for pk in stood if pk in above and above[pk].kind in TERRITORIES]
    side = STATE if organ.kind in STATE_ORGANS else PARTY
    sister = organ.kind if side == STATE else UnitKind.PARTY_COMMITTEE
    over = places if organ.kind == UnitKind.CELL else places[:-1]
    organs = {one.parent_id: one.name for one in Unit.objects.filter(parent__in=over, kind=sister, ended_on=None)}
    superior = next((organs[one.pk] for one in reversed(over) if one.pk in organs), "")
    letters, body, post, kept = _words(organ)
    place = place_of(places[-1].name) if places else organ.name
    return Organ(organ, side, superior, organ.name, place, letters, body, post, kept)


def _words(organ: Unit) -> tuple[str, str, str, str]:
    """Letters of the symbol, in whose name is signed, by whom, where it is kept."""
    if organ.kind == UnitKind.CELL:
        return "CB", "Chi bộ", "Bí thư", "Chi bộ"
    if organ.kind == UnitKind.GOVERNMENT:
        return "UBND", "Ủy ban nhân dân", "Chủ tịch", "VT"
    if organ.kind == UnitKind.PEOPLES_COUNCIL:
        return "HĐND", "Thường trực Hội đồng nhân dân", "Chủ tịch", "VT"
    return "ĐU", "Ban Thường vụ", "Bí thư", "Văn phòng Đảng ủy"


def place_of(name: str) -> str:
    """The name of a place without its kind: “Xã An Khánh” gives “An Khánh”."""
    low = name.lower()
    return next((name[len(word) :] for word in _PLACE_WORDS if low.startswith(word)), name)
