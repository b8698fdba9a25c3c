"""Rows of lists and trends as tags. Most are the same from one reader to the next, so the same one is drawn once."""

from __future__ import annotations

from dataclasses import fields

from django.utils.safestring import SafeString

from trongtam.ground.charts import TrendGeometry
from trongtam.look import shapes
from trongtam.look.context import NavPlace
from trongtam.look.templatetags.picture_parts import drawn_once


@drawn_once("target_row")
def _target_row(*values):
    return {"row": shapes.TargetRow(*values)}


@drawn_once("help_row")
def _help_row(*values):
    return {"row": shapes.HelpRow(*values)}


@drawn_once("change_row")
def _change_row(*values):
    return {"row": shapes.ChangeRow(*values)}


@drawn_once("trend")
def trend(chart: TrendGeometry):
    """`{% trend geometry %}`: a trend as `ground.charts` laid it out, for the phone or for the desk."""
    return {"chart": chart}


@drawn_once("nav_place")
def _nav_place(url, label, icon, count, here):
    return {"url": url, "label": label, "icon": icon, "count": count, "here": here}


_OF_TARGET, _OF_HELP, _OF_CHANGE = (
    tuple(one.name for one in fields(shape)) for shape in (shapes.TargetRow, shapes.HelpRow, shapes.ChangeRow)
)


def target_row(row: shapes.TargetRow) -> SafeString:
    """`{% target_row row %}`: a `<li>` of `<ul class="targets">`; a TargetRow."""
    return _target_row(*[getattr(row, name) for name in _OF_TARGET])


def help_row(row: shapes.HelpRow) -> SafeString:
    """`{% help_row row %}`: who needs help; a HelpRow inside `<ul class="rows">`."""
    return _help_row(*[getattr(row, name) for name in _OF_HELP])


def change_row(row: shapes.ChangeRow) -> SafeString:
    """`{% change_row row %}`: what changed; a ChangeRow inside `<ul class="rows">`."""
    return _change_row(*[getattr(row, name) for name in _OF_CHANGE])


def nav_place(place: NavPlace, current: str = "") -> SafeString:
    """`{% nav_place place nav_current %}`: the link to a place; `current`: the key of the place that the page belongs to."""
    here = place.key == current if current else place.current
    return _nav_place(place.url, place.label, place.icon, place.count, here)
