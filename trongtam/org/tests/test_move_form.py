"""Moving a unit where there is nowhere to move it: the form says so, and what to do first."""

from datetime import date

import pytest

from trongtam.org.forms.units import MoveUnitForm
from trongtam.org.models import UnitKind
from trongtam.org.tests.house import make_house, make_unit

pytestmark = pytest.mark.django_db


def test_a_cell_without_a_cluster_to_go_to_is_told_so():
    house = make_house()
    house.cluster.ended_on = date(2024, 1, 1)
    house.cluster.save()
    form = MoveUnitForm(unit=house.cell_b, user=house.office)
    assert "Chưa có nơi nào khác" in str(form.fields["parent"].help_text)
    make_unit(UnitKind.CLUSTER, "Cụm Mẫu Mới", house.committee)
    assert not MoveUnitForm(unit=house.cell_b, user=house.office).fields["parent"].help_text
