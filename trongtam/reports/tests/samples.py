"""Sample objects of the permission table."""

from datetime import date

from django.utils import timezone

from trongtam.archive.tests.samples import upload
from trongtam.org.tests.house import House
from trongtam.reports.models import Duty, Report
from trongtam.reports.operations import Meaning, bring_form, map_cells
from trongtam.reports.queries.blanks import newest
from trongtam.targets.tests.measures import make_resolution

from .superior import sheet_form


def samples(house: House) -> dict[str, object]:
    """A report of the commune that the office has begun, a paper that the commune owes every year, a superior's form."""
    form = bring_form(house.commune, upload("bieu-mau.xlsx", sheet_form()), by=house.office, name="Biểu mẫu 01")
    map_cells(newest(form), {"0!D4": Meaning("unit_name")}, by=house.office)
    return {
        "form": form,
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
        ),
        "duty": Duty.objects.create(
            unit=house.commune,
            title="Báo cáo tổng kết năm",
            folded="bao cao tong ket nam cap tren mau",
            recipient="Cấp trên mẫu",
            kinds=["year"],
            way="after",
            number=10,
            begins_on=date(2022, 1, 1),
        ),
    }
