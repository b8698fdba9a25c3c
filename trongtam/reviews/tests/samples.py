"""What the permission table is tried on: a scheme that the commune's committee made of its own."""

from __future__ import annotations

from trongtam.org.tests.house import House
from trongtam.reviews.operations.schemes import adapt_scheme, lay_shipped_schemes
from trongtam.reviews.queries.schemes import shipped


def samples(house: House) -> dict[str, object]:
    lay_shipped_schemes()
    return {"scheme": adapt_scheme(shipped("qd366-member-2c"), house.committee, by=house.office)}
