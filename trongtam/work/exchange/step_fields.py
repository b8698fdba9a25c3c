"""The columns of the sheet of roadmaps."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from trongtam.imports.kinds import Field

FIELDS = (
    Field("code", _("Code of the step"), width=12, hint=_("Leave empty for a new step.")),
    Field("work", _("Code of the work"), width=12, hint=_("Where it is empty, the work and the year say which it is.")),
    Field("title", _("Work"), width=44, also=("ten viec", "noi dung", "viec dot pha", "viec doi moi", "cong viec")),
    Field("holder", _("Who does it"), told=True, width=28),
    Field("year", _("Year"), width=8),
    Field("step", _("Step"), required=True, width=40, also=("lo trinh", "buoc", "ten buoc", "moc")),
    Field(
        "due",
        _("Step done by"),
        kind="date",
        required=True,
        width=14,
        also=("han", "ngay", "thoi han", "thoi gian", "xong truoc"),
    ),
    Field("place", _("Where"), width=24, also=("dia diem", "noi lam")),
    Field("unit", _("Unit of the step"), width=26, hint=_("The name of a unit below this organ.")),
    Field("product", _("Product of the step"), width=30, also=("san pham", "ket qua")),
    Field("done", _("Step done on"), kind="date", told=True, width=14),
)


def title_of(name: str) -> str:
    return next(str(one.title) for one in FIELDS if one.key == name)
