import pytest
from trongtam.org.tests.house import make_house
from trongtam.targets.tests.measures import *
from trongtam.targets.models import Standing
pytestmark = pytest.mark.django_db
def test_smoke():
    h = make_house()
    i = make_indicator("admitted")
    t = make_target(h.committee, i, "2022", 3, by=h.office)
    for m in range(1,10):
        stated(i, h.cell_a, f"2022-{m:02d}", 1 if m in (2,5,7) else 0, by=h.cell_secretary)
        stated(i, h.cell_b, f"2022-{m:02d}", 1 if m==9 else 0, by=h.office)
    s = Standing.objects.get(target=t)
    print(s.bands, s.paces, s.line, s.band, s.pace)
