"""An office brings its own template."""

import pytest

from trongtam.archive import operations
from trongtam.archive.models import PaperTemplate
from trongtam.archive.queries import template_for
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.org.tests.house import House, make_house

from .papers import template_docx
from .samples import PDF, upload, with_macro


@pytest.fixture
def house(db) -> House:
    return make_house()


def test_a_template_is_used_until_it_is_withdrawn(house):
    assert template_for(house.committee, "report") is None
    first = operations.bring_template(
        house.committee, upload("mau.docx", template_docx()), by=house.office, paper_type="report"
    )
    other = template_docx("Dòng riêng")
    second = operations.bring_template(house.committee, upload("mau.docx", other), by=house.office, paper_type="report")
    assert template_for(house.committee, "report") == other
    assert template_for(house.committee, "notice") is None
    assert PaperTemplate.objects.get(pk=first.pk).withdrawn_at is not None
    operations.withdraw_template(second, by=house.secretary)
    assert template_for(house.committee, "report") is None
    with pytest.raises(Refused):
        operations.withdraw_template(second, by=house.secretary)


@pytest.mark.parametrize(
    "content, words",
    [
        (template_docx("{{ ten_bi_thu }}"), "ten_bi_thu"),
        (template_docx("{{ co_quan.__class__ }}"), "trich_yeu"),
        (template_docx(whole=False), "noi_dung"),
        (with_macro(template_docx()), "mau.docx"),
        (PDF, "mau.docx"),
    ],
)
def test_an_unfit_template_is_refused_with_a_sentence(house, content, words):
    with pytest.raises(Refused) as refused:
        operations.bring_template(house.committee, upload("mau.docx", content), by=house.office, paper_type="report")
    assert words in str(refused.value)
    assert refused.value.field == "file"
    assert not PaperTemplate.objects.exists()


def test_only_those_who_issue_bring_templates(house):
    for user in (house.standing, house.cell_secretary, house.stranger):
        with pytest.raises(NotAllowed):
            operations.bring_template(
                house.committee, upload("mau.docx", template_docx()), by=user, paper_type="report"
            )
    made = operations.bring_template(
        house.committee, upload("mau.docx", template_docx()), by=house.office, paper_type="report"
    )
    with pytest.raises(NotAllowed):
        operations.withdraw_template(made, by=house.cell_secretary)
