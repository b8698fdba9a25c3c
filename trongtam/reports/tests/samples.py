"""Sample objects of the permission table."""

from datetime import date

from django.utils import timezone

from trongtam.org.tests.house import House
from trongtam.reports.models import Report
from trongtam.targets.tests.measures import make_resolution


def samples(house: House) -> dict[str, object]:
    """A report of the commune that the office has begun."""
    return {
        "report": Report.objects.create(
            unit=house.commune,
            document=make_resolution(house.commune),
            period_code="2022",
            period_start=date(2022, 1, 1),
            period_end=date(2022, 12, 31),
            side="party",
            outline_code="party-results",
            title="Kết quả năm 2022",
            folded="ket qua nam 2022",
            reading_day=date(2022, 12, 31),
            started_by=house.office,
            started_at=timezone.now(),
        )
    }
