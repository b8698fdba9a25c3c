"""A form field drawn as the look's part: label, hint, field, then what it will change or what to do."""

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

DASHES = BLANK_CHOICE_DASH[0][1]
NUMBERS = (forms.IntegerField, forms.DecimalField, forms.FloatField)


def kind_of(bound: forms.BoundField) -> str:
    """Which of the part's forms the widget takes."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "ticks"
    if isinstance(widget, forms.RadioSelect):
        return "choice" if len(list(bound)) <= 3 else "radios"
    if isinstance(widget, forms.MultiWidget):
        return "group"
    return "input"


def is_number(bound: forms.BoundField) -> bool:
    typed = bound.field.widget.attrs.get("inputmode") in {"decimal", "numeric"}
    return (typed or isinstance(bound.field, NUMBERS)) and not isinstance(bound.field.widget, forms.Select)


def name_the_blank(bound: forms.BoundField) -> None:
    """The empty line of a list says what it means instead of dashes."""
    widget = bound.field.widget
    if not isinstance(widget, forms.Select) or isinstance(widget, forms.RadioSelect | forms.SelectMultiple):
        return
    blank = _("Choose…") if bound.field.required else _("Not chosen")
    widget.choices = [(value, blank if label == DASHES else label) for value, label in widget.choices]


def draw_field(bound: forms.BoundField, *, hint=None, echo="", unit="", label=None, hide_label=False, why="") -> str:
    """HTML of one field.

    `hint` replaces the field's help text; `echo` says what the value will change; `unit` stands beside it; `why` beside the
    label.
    """
    kind = kind_of(bound)
    name_the_blank(bound)
    note = f"{bound.auto_id}_note" if bound.auto_id else ""
    hint = bound.help_text if hint is None else hint
    attrs: dict[str, str | bool] = {}
    if kind in {"input", "group"}:
        own = bound.field.widget.attrs.get("class", "")
        attrs["class"] = " ".join(filter(None, ["in", "num" if is_number(bound) else "", own]))
    described = [f"{bound.auto_id}_hint"] if hint and bound.auto_id else []
    if (bound.errors or echo) and note:
        described.append(note)
    if described and kind != "hidden":
        attrs["aria-describedby"] = " ".join(described)
    if bound.field.widget.attrs.get("rows") == "10":  # Django's default, taller than a phone wants
        attrs["rows"] = "4"
    if bound.errors and kind != "hidden":
        attrs["aria-invalid"] = "true"
    return render_to_string(
        "look/parts/field.html",
        {
            "bound": bound,
            "kind": kind,
            "widget": bound.as_widget(attrs=attrs),
            "hint": hint,
            "echo": echo,
            "unit": unit,
            "label": label or bound.label,
            "hide_label": hide_label,
            "why": why,
            "note": note,
            "optional": not bound.field.required and not bound.field.disabled,
        },
    )
