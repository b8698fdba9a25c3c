"""A cell of a thousand in an installation of its own, with all its forms asked for: `python -m …tests.laid_for_killing`, for a
worker that is killed (`test_killed_worker.py`)."""

from __future__ import annotations

import os
from datetime import date

MEMBERS = 1100


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trongtam.portal.settings")
    django.setup()
    from trongtam.look.operations import start_job
    from trongtam.org.models import Membership, Person
    from trongtam.org.tests.house import make_house
    from trongtam.reviews.tests.rounds import make_schemes, opened_here, see

    house = make_house()
    see(house)
    make_schemes()
    names = [f"Nguyễn Thử {number:04d}" for number in range(MEMBERS)]
    people = Person.objects.bulk_create(
        Person(code=f"q-{number}", full_name=name, folded=name.lower(), home=house.cell_a)
        for number, name in enumerate(names)
    )
    Membership.objects.bulk_create(
        Membership(person=one, unit=house.cell_a, valid_from=date(2015, 1, 1), basis="Quyết định mẫu") for one in people
    )
    round_ = opened_here(house)
    given = {"round": round_.pk, "ticket": "killed"}
    start_job("reviews.forms", by=house.secretary, title="Phiếu", given=given, about=f"reviews.round:{round_.pk}")


if __name__ == "__main__":
    main()
