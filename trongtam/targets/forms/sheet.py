"""What is typed on an entry sheet: one line an indicator, all of them on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trongtam.ground.errors import Refused

from ..figures.doubts import Doubt
from ..models import Finality
from ..operations import Row
from ..problems import Stale
from ..queries import EntryRow, EntrySheet
from ..stated import Figure, same
from . import typed

NUMBER = {"class": "in num", "inputmode": "decimal", "autocomplete": "off", "enterkeyhint": "next"}
LONGEST_NOTE = 2000


class Line:
    """One line of the form: its fields by name, what was read, and what stands in the way."""

    def __init__(self, form: SheetForm, row: EntryRow):
        self.form, self.row = form, row
        self.key = row.indicator.pk
        self.figure: Figure | None = None
        self.found: Any = None  # the statement of someone else, when two edit one value
        self.doubts: list[Doubt] = []  # what looks wrong about the figure, said when it is sent for a round
        self.adopted = False  # someone else has filled a line that the person left empty: his figure stays

    def name(self, cell: str) -> str:
        return f"{cell}-{self.key}"

    def __getitem__(self, cell: str) -> forms.BoundField:
        return self.form[self.name(cell)]

    @property
    def kept_figure(self) -> Figure | None:
        """The figure of the period before, as one says that it stays."""
        if not self.row.can_keep or self.row.last is None:
            return None
        return replace(self.row.last, finality="official", note="", invented=False, kept=True)

    @property
    def cells(self) -> list[str]:
        """The cells in which the figure is typed."""
        return typed.cells_of(self.row.indicator)

    @property
    def names(self) -> str:
        """The names of its fields, as the page looks for them."""
        return " ".join(self.name(cell) for cell in self.cells)

    @property
    def errors(self) -> list[str]:
        """What is wrong with the figure; what is wrong with the reason stands at the reason."""
        return [str(error) for cell in [*self.cells, "estimate"] for error in self[cell].errors]

    @property
    def is_bad(self) -> bool:
        return bool(self.errors or self["reason"].errors)

    @property
    def is_empty(self) -> bool:
        return not self.is_bad and self.figure is None

    @property
    def changes(self) -> bool:
        """Whether another figure is typed over one that stands."""
        if self.row.current is None or self.figure is None:
            return False
        try:
            return not same(self.row.current, self.figure.columns(self.row.indicator))
        except Refused:
            return True

    @property
    def asks_words(self) -> bool:
        """Whether something has to be said about the figure before it goes."""
        return any(doubt.asks_words for doubt in self.doubts) or self.name("explain") in self.form.data

    @property
    def asks_reason(self) -> bool:
        return self.changes or bool(self["reason"].errors) or self.found is not None


class SheetForm(forms.Form):
    """All lines of a sheet. `lines` holds those that are typed, `figures` after reading their figures."""

    use_required_attribute = False  # a reason is asked for while one types; the page says so, not the browser
    note = forms.CharField(
        label=gettext_lazy("Note to the office"),
        help_text=gettext_lazy("Difficulties of the unit, no names of persons."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    missing = forms.CharField(
        label=gettext_lazy("Why it goes without the units below"),
        required=False,
        max_length=400,
        widget=forms.TextInput,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: EntrySheet, keep: bool = False):
        super().__init__(data, initial=_initial(sheet, keep))
        self.sheet = sheet
        self.lines = {row.indicator.pk: Line(self, row) for row in sheet.rows if not row.is_live}
        for line in self.lines.values():
            self._add_fields(line)
        if sheet.sent is not None:
            for field in self.fields.values():
                field.disabled = True
        if data is None:
            for line in self.lines.values():
                line.figure = line.row.figure if not keep or line.row.figure else line.kept_figure

    def _add_fields(self, line: Line) -> None:
        note = f"note-{line.key}"
        for cell in line.cells:
            attrs = {**NUMBER, "aria-describedby": note}
            field: forms.Field = forms.CharField(required=False, max_length=200, widget=forms.TextInput(attrs))
            if cell == "answer":
                choices = [(typed.YES, _("Met")), (typed.NO, _("Not met yet"))]
                field = forms.ChoiceField(choices=choices, required=False, widget=forms.RadioSelect)
            self.fields[line.name(cell)] = field
        if line.row.can_keep:
            self.fields[line.name("kept")] = forms.BooleanField(required=False)
        self.fields[line.name("explain")] = forms.CharField(
            label=_("Why it is behind"), required=False, max_length=400, widget=forms.TextInput
        )
        self.fields[line.name("estimate")] = forms.BooleanField(required=False)
        self.fields[line.name("reason")] = forms.CharField(
            label=_("Why it changes"), required=False, max_length=400, widget=forms.TextInput
        )
        self.fields[line.name("expected")] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        for line in self.lines.values():
            try:
                line.figure = self._read(line)
            except Refused as refusal:
                self._refuse(line, refusal)
            if self._is_overtaken(line) and line.changes:
                line.found = line.row.current
        return self.cleaned_data

    def _is_overtaken(self, line: Line) -> bool:
        """Whether another statement stands in the line's place than the one that the person saw."""
        seen = self.cleaned_data.get(line.name("expected"))
        return line.row.current is not None and line.row.current.pk != seen

    def _read(self, line: Line) -> Figure | None:
        """The figure of a line, None where nothing was typed. Raises Refused."""
        cells = [str(self.cleaned_data.get(line.name(cell)) or "") for cell in line.cells]
        indicator, standing = line.row.indicator, line.row.figure
        if not any(cell.strip() for cell in cells):
            if self.cleaned_data.get(line.name("kept")) and line.kept_figure is not None:
                estimate = bool(self.cleaned_data.get(line.name("estimate")))
                return replace(line.kept_figure, finality=typed.finality_of(estimate, standing))
            if self._is_overtaken(line):
                return self._adopt(line)
            if line.row.current is not None and line.name(line.cells[0]) not in self.errors:
                raise Refused(_("A figure stands here already. Type it again, or take it back on its own page."))
            return None
        figure = typed.read_cells(cells, indicator)
        estimate = bool(self.cleaned_data.get(line.name("estimate")))
        figure = replace(figure, finality=typed.finality_of(estimate, standing))
        figure = typed.as_it_stands(figure, standing)
        figure.columns(indicator)
        return figure

    def _adopt(self, line: Line) -> Figure | None:
        """Someone else has filled the line since the page was opened, and nothing was typed there: his figure stands."""
        line.adopted = True
        self._show(line, typed.as_typed(line.row.figure, line.row.indicator))
        self.cleaned_data[line.name("expected")] = line.row.expected
        return line.row.figure

    def _show(self, line: Line, cells: Mapping[str, str]) -> None:
        """Draw these cells, and the statement that stands now, instead of what was sent."""
        shown = {line.name(cell): text for cell, text in cells.items()}
        standing = str(line.row.expected or "")
        self.data = {**dict(self.data.items()), **shown, line.name("expected"): standing}

    def _refuse(self, line: Line, refusal: Refused) -> None:
        cell = typed.CELL_OF.get(refusal.field or "", refusal.field or "")
        name = line.name(cell)
        self.add_error(name if name in self.fields else line.name(line.cells[0]), str(refusal))

    def refuse_rows(self, errors: Mapping[int, Refused]) -> None:
        """Put the refusals of the act at their lines; where someone else has changed a value, remember his."""
        for key, refusal in errors.items():
            line = self.lines[key]
            if isinstance(refusal, Stale):
                line.found = refusal.found
                seen = {line.name("expected"): str(refusal.found.pk) if refusal.found else ""}
                self.data = {**dict(self.data.items()), **seen}
            self._refuse(line, refusal)

    def doubt(self, doubts: Iterable[Doubt]) -> None:
        """Put what looks wrong on its lines."""
        for one in doubts:
            if one.key in self.lines:
                self.lines[one.key].doubts.append(one)

    @property
    def doubts(self) -> list[Doubt]:
        return [doubt for line in self.lines.values() for doubt in line.doubts]

    @property
    def explained(self) -> dict[int, str]:
        """Indicator → why it is behind, where that was said."""
        said = {key: self.cleaned_data.get(line.name("explain"), "") for key, line in self.lines.items()}
        return {key: text for key, text in said.items() if text.strip()}

    @property
    def empty(self) -> list[Line]:
        """Lines without a figure: they will read "no figures yet", never 0."""
        return [line for line in self.lines.values() if line.is_empty and not line.row.is_covered]

    @property
    def bad(self) -> list[Line]:
        return [line for line in self.lines.values() if line.is_bad]

    @property
    def filled(self) -> int:
        return self.sheet.total - len(self.empty) - len(self.bad)

    def rows(self) -> Iterator[Row]:
        """The lines that have a figure, as the act takes them."""
        for line in self.lines.values():
            if line.figure is not None:
                yield Row(
                    line.row.indicator,
                    line.figure,
                    expected=self.cleaned_data.get(line.name("expected")),
                    reason=self.cleaned_data.get(line.name("reason"), ""),
                    period=line.row.period,
                )


def _initial(sheet: EntrySheet, keep: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in sheet.rows:
        key = row.indicator.pk
        for cell, text in typed.as_typed(row.figure, row.indicator).items():
            found[f"{cell}-{key}"] = text
        found[f"estimate-{key}"] = row.figure.finality == Finality.ESTIMATE if row.figure else not sheet.closed
        found[f"expected-{key}"] = row.expected
        found[f"kept-{key}"] = row.figure.kept if row.figure is not None else keep
    return found
