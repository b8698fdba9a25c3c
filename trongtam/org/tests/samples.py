"""Sample objects of the permission table, beside the house itself."""

from trongtam.org.models import Person, Post, SightGrant
from trongtam.org.tests.house import LONG_AGO, House, grant, make_person


def samples(house: House) -> dict[str, object]:
    """A member kept by cell A, a post there, and grants of sight: the office of the committee, the secretary of cell A."""
    member: Person = make_person("Đinh Văn Ví Dụ", house.cell_a)
    given: SightGrant = grant(house.office, house.committee)
    grant(house.cell_secretary, house.cell_a)
    grant(house.former, house.committee, since=LONG_AGO, until=LONG_AGO.replace(year=2020))
    return {
        "member": member,
        "post": Post.objects.get(unit=house.cell_a, kind="cell_secretary"),
        "grant": given,
    }
