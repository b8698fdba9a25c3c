"""How a number was made, as the steps of a line: root, promise, arithmetic, statements."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.look import shapes

from . import words

if TYPE_CHECKING:
    from trongtam.resolutions.models import Clause

    from ..live import Proof
    from ..models import AdoptedLeaf, Measurement, Target
    from ..queries import Leaf, TargetPage, Term

SHOWN_TERMS = 12
SHOWN_LEAVES = 8


def trace_steps(page: TargetPage, *, root_url: str) -> list[shapes.Step]:
    return [_root(page, root_url), _promise(page), _arithmetic(page), _leaves(page)]


def _leaf_of(shown: Target) -> AdoptedLeaf | None:
    """Other targets are the threshold of no criterion: asking them would be a query each."""
    return getattr(shown, "leaf", None) if shown.for_criteria else None


def root_url(shown: Target) -> str:
    """The page of the criterion, the sentence or the resolution that a target stands on; empty where it has none."""
    leaf = _leaf_of(shown)
    if leaf is not None:
        return reverse("targets:criterion", args=[leaf.indicator.criterion_id])
    if shown.clause_id is not None:
        return reverse("resolutions:clause", args=[shown.clause_id])
    return reverse("resolutions:document", args=[shown.document_id]) if shown.document_id is not None else ""


def root_words(shown: Target) -> str:
    """The link to it: the document, and the place in it where the target has one."""
    if _leaf_of(shown) is not None:
        return _("To the criterion")
    if shown.clause is None:
        return shown.document.called if shown.document is not None else ""
    return _place(shown.clause)


def _place(clause: Clause) -> str:
    """The document and the label of a sentence in it."""
    label = clause.shown_label.rstrip(".)")  # "4." and "a)" number a line; in a sentence they are 4 and a
    return f"{clause.document.called}, {label}" if label else clause.document.called


def _root(page: TargetPage, url: str) -> shapes.Step:
    clause, document = page.trace.clause, page.trace.document
    if page.made_of and clause is None and document is None:
        names = words.listing([one.source.unit.name for one in page.made_of])
        text = _("The targets of %(units)s, carried on when the units were merged or split.") % {"units": names}
        return shapes.Step(_("Root"), kind="root", text=text)
    leaf = _leaf_of(page.row.target)
    if leaf is not None:
        criterion = leaf.indicator.criterion
        name = f"{leaf.indicator.code} {leaf.indicator.name}"
        return shapes.Step(
            _("Root: a criterion"), kind="root", quote=name, url=url, link=f"{criterion}, {criterion.adoption}"
        )
    if clause is None and document is None:
        return shapes.Step(
            _("Root"),
            kind="root",
            text=_("No sentence of a resolution stands behind this target; it was registered by itself."),
        )
    if clause is None:
        return shapes.Step(_("Root: the resolution"), kind="root", url=url, link=document.called if document else "")
    return shapes.Step(
        _("Root: a sentence of the resolution"),
        kind="root",
        quote=clause.text,
        url=url,
        link=_place(clause),
        meta=_("words made up for demonstration°") if clause.is_invented else "",
    )


def _promise(page: TargetPage) -> shapes.Step:
    row, target = page.row, page.row.target
    who = _("Set by the superior.") if target.set_by_superior else _("Set by the unit itself.")
    title = f"{words.promised(target, words.planned(row))}, {words.period_name(row.line.period)}"
    return shapes.Step(_("Target"), title=title, meta=f"{who} {words.nature(target.indicator)}")


def _arithmetic(page: TargetPage) -> shapes.Step:
    if page.row.masked:
        return shapes.Step(_("How it is computed"), meta=_("Counts of fewer than 5 persons are not shown here."))
    sums = tuple(one for one in (_sum(page), _judgement(page)) if one)
    return shapes.Step(_("How it is computed"), sums=sums, meta=_rule(page))


def _sum(page: TargetPage) -> str:
    """1 + 1 + 1 + 1 = 4; a share as the sums of its counts."""
    trace = page.trace
    if (trace.across == "ratio" or page.row.is_live) and trace.numerator is not None and trace.denominator is not None:
        scale = page.row.target.indicator.scale
        times = f" × {scale}" if scale != 1 else ""
        return f"{words.bare(trace.numerator)} ÷ {words.bare(trace.denominator)}{times} = {_value(page)}"
    if trace.across != "sum" or not trace.terms:
        return _across(page)
    terms = [_term(term) for term in trace.terms[:SHOWN_TERMS]]
    more = len(trace.terms) - SHOWN_TERMS
    if more > 0:
        terms.append(ngettext("%(n)d more", "%(n)d more", more) % {"n": more})
    return f"{' + '.join(terms)} = {_value(page)}"


def _across(page: TargetPage) -> str:
    return {
        "weighted": _("mean of the units, each by its weight"),
        "share_of_units": _("units that met their own target ÷ all units"),
    }.get(page.trace.across, "")


def _term(term: Term) -> str:
    value, said = term.value, words.bounded(term.value, term.bound)
    return said if not isinstance(value, Decimal) or value >= 0 else f"({said})"


def _value(page: TargetPage) -> str:
    unit = page.row.unit_of_measure
    return words.quantity(page.trace.value, "%" if unit == "%" else "", bound=page.row.bound, decimals=4).strip()


def _judgement(page: TargetPage) -> str:
    """4 ÷ 3 × 100 = 133,33%, by the row of the table that spoke."""
    trace, shown = page.trace, words.percent_shown(page.row)
    judged = page.row.judged.judged
    if trace.percent is None or judged is None or isinstance(judged, bool):
        return ""
    value, plan = words.bounded(judged, page.row.bound, 4), words.bare(trace.plan)
    base = words.bare(trace.baseline)
    return {
        "actual_over_plan": f"{value} ÷ {plan} × 100 = {shown}",
        "plan_over_actual": f"{plan} ÷ {value} × 100 = {shown}",
        "from_baseline": f"({base} − {value}) ÷ ({base} − {plan}) × 100 = {shown}",
        "within_plan": _("%(value)s is not above %(plan)s: %(shown)s") % {"value": value, "plan": plan, "shown": shown},
        "within_range": _("%(value)s lies inside the range: %(shown)s") % {"value": value, "shown": shown},
    }.get(trace.rule, f"{value} : {words.planned(page.row)} → {shown}")


def _rule(page: TargetPage) -> str:
    rule, edges = page.trace.rule, _edges(page)
    said = {
        "not_measured": _not_measured(page),
        "yes_no": _("Met when it is done."),
        "plan_negative": _("The plan is below zero, so there is no percentage; the comparison alone speaks."),
        "plan_zero": _("The plan is 0, so there is no percentage."),
        "within_plan": _("Not above the plan is met."),
        "equal": _("Equal to the plan is met."),
        "unequal": _("Only the plan itself is met."),
        "within_range": _("Inside the range is met."),
        "outside_range": _("Only inside the range is met."),
    }.get(rule, _("From %(upper)s on it is met. There is no upper limit.") % {"upper": edges})
    so_far = _("So far; the period has not ended.")
    return f"{said} {so_far}" if page.row.so_far else said


def _edges(page: TargetPage) -> str:
    document = page.row.target.document
    upper = document.edges[-1] if document is not None and document.edges else 100
    return words.percentage(Decimal(str(upper)))


def _not_measured(page: TargetPage) -> str:
    if page.row.value is None:
        return _("Nothing is stated yet, so nothing is judged.")
    if page.row.target.form != "level" and page.trace.baseline is None:
        return _("The baseline is not known, so the change cannot be judged.")
    return _("The figures are not complete or disagree, so nothing is judged.")


def _leaves(page: TargetPage) -> shapes.Step:
    stated = {one.measurement.pk: one.measurement for one in page.statements}
    leaves = [
        shapes.Leaf(
            one.unit_name,
            _leaf_value(stated[one.measurement_id], one, page),
            _leaf_note(one, page),
            _evidence_url(one),
            _evidence_title(one),
        )
        for one in page.trace.leaves[:SHOWN_LEAVES]
    ]
    label = _("Figures stated, with their evidence")
    if page.row.is_live and page.proof is not None:
        return _counted(page.proof)
    if page.row.is_live:
        return shapes.Step(label, kind="now", meta=_("Counted by the program from its own records; nobody types it."))
    if not leaves:
        return shapes.Step(label, kind="now", meta=_without_leaves(page))
    more = page.trace.more_leaves + len(page.trace.leaves) - len(leaves)
    meta = ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more} if more else ""
    url, link = ("#so-lieu", _("See all figures")) if more else ("", "")
    return shapes.Step(label, kind="now", leaves=leaves, meta=meta, url=url, link=link)


def _counted(proof: Proof) -> shapes.Step:
    """What the program counted itself, each with the way to it."""
    leaves = [shapes.Leaf(one.name, one.value, one.note, one.url, _("Open")) for one in proof.behind[:SHOWN_LEAVES]]
    more = proof.more + len(proof.behind) - len(leaves)
    said = _("Counted by the program from its own records; nobody types it.")
    meta = f"{said} " + (ngettext("and %(n)d further", "and %(n)d further", more) % {"n": more} if more else "")
    return shapes.Step(
        _("What was counted"), kind="now", leaves=leaves, meta=meta.strip(), url=proof.url, link=proof.link
    )


def _without_leaves(page: TargetPage) -> str:
    if page.row.value is None and not page.row.masked:
        return _("Nobody has stated a figure yet.")
    return _("The single figures are open to those who follow these units.")


def _leaf_value(stated: Measurement, one: Leaf, page: TargetPage) -> str:
    """The figure, or the share of the part that the target looks at."""
    part = (stated.parts or {}).get(page.row.target.part)
    if part is not None:
        return words.quantity(Decimal(part), "%").strip()
    if one.value is None:
        return words.NOTHING
    unit = "%" if page.row.unit_of_measure == "%" else ""
    return words.quantity(one.value, unit, bound=stated.bound).strip()


def _leaf_note(one: Leaf, page: TargetPage) -> str:
    said, corrected = words.stated_period(one.period_code, page.row), _("corrected")
    return f"{said}, {corrected}" if one.corrected else said


def _evidence_url(one: Leaf) -> str:
    """The paper itself; where only its title is kept, the figure with all that proves it."""
    if not one.evidence:
        return ""
    proof = next((piece.file for piece in one.evidence if piece.file is not None), None)
    return proof.get_absolute_url() if proof is not None else reverse("targets:statement", args=[one.measurement_id])


def _evidence_title(one: Leaf) -> str:
    """As the link says it: a paper that is not in the archive is not promised to open."""
    if not one.evidence:
        return ""
    proof = next((piece for piece in one.evidence if piece.file is not None), None)
    return proof.title if proof is not None else _("%(title)s (no file)") % {"title": one.evidence[0].title}
