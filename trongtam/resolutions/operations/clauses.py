"""The tree of clauses is built, corrected, moved; what carries something cannot vanish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trongtam.archive.operations import refuse_marked_text
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ground.vntext import fold
from trongtam.ledger import book
from trongtam.resolutions import rules, tree
from trongtam.resolutions.models import Clause, ClauseKind, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trongtam.accounts.models import User

MOST_PASTED = 2000


@dataclass(frozen=True, slots=True)
class PastedClause:
    """One row of a pasted text: how deep it stands (1 = top), its label as printed, its kind and text."""

    depth: int
    kind: str
    text: str
    label: str = ""


@transaction.atomic
def add_clause(
    document: Document,
    *,
    by: User,
    kind: str,
    text: str,
    label: str = "",
    parent: Clause | None = None,
    after: Clause | None = None,
    is_invented: bool = False,
    at: datetime | None = None,
) -> Clause:
    """Add a clause below `parent` (top when none), behind its sibling `after` (last when none)."""
    document = _lock(document, by)
    text, label = _tidy(text, label)
    clauses = list(Clause.objects.filter(document=document))
    parent_id = _own(parent, clauses)
    siblings = [c for c in clauses if c.parent_id == parent_id]
    if any(c.text == text and c.label == label for c in siblings):
        raise Refused(_("This clause stands here already; nothing was changed."), field="text")
    above = next((c.place for c in clauses if c.pk == parent_id), "")
    _refuse_too_deep(tree.depth(above) + 1)
    last = max((int(c.place[-5:-1]) for c in siblings), default=0)
    clause = Clause.objects.create(
        document=document,
        parent_id=parent_id,
        place=tree.place_of(above, last + 1),
        label=label,
        kind=kind,
        text=text,
        folded=fold(text),
        is_invented=is_invented,
    )
    if after is not None:
        _put_behind(clause, parent_id, after, [*clauses, clause])
        clause.refresh_from_db(fields=["place"])
    content = {"place": clause.place, "label": label, "kind": kind, "text": text}
    book.write("resolutions.clause_added", by=by, on=clause, unit=document.unit, after=content, at=at)
    return clause


@transaction.atomic
def correct_clause(
    clause: Clause, *, by: User, kind: str, text: str, reason: str, label: str = "", at: datetime | None = None
) -> Clause:
    """Put the words, the label or the kind right; the book keeps what stood there."""
    document = _lock(clause.document, by)
    clause = Clause.objects.select_for_update().get(pk=clause.pk)
    text, label = _tidy(text, label)
    if not reason.strip():
        raise Refused(_("Please say why this is corrected; the book keeps the reason."), field="reason")
    if kind != clause.kind and kind == ClauseKind.HEADING:
        _refuse_if_carrying(clause)
    if clause.kind == ClauseKind.SHORTCOMING != kind and hasattr(clause, "shortcoming"):
        raise Refused(_("This shortcoming is being followed up; it stays a shortcoming."), field="kind")
    before = {"label": clause.label, "kind": clause.kind, "text": clause.text}
    content = {"label": label, "kind": kind, "text": text}
    if before == content:
        raise Refused(_("Nothing was changed."))
    clause.label, clause.kind, clause.text, clause.folded = label, kind, text, fold(text)
    clause.save(update_fields=["label", "kind", "text", "folded"])
    book.write(
        "resolutions.clause_corrected",
        by=by,
        on=clause,
        unit=document.unit,
        before=before,
        after=content,
        note=reason.strip(),
        at=at,
    )
    return clause


@transaction.atomic
def move_clause(
    clause: Clause, *, by: User, parent: Clause | None = None, after: Clause | None = None, at: datetime | None = None
) -> Clause:
    """Move a clause with all below it under `parent` (top when none), behind `after` (first when none)."""
    document = _lock(clause.document, by)
    clauses = list(Clause.objects.filter(document=document))
    clause = next(c for c in clauses if c.pk == clause.pk)
    parent_id, before = _own(parent, clauses), clause.place
    new_parent = next((c for c in clauses if c.pk == parent_id), None)
    above = new_parent.place if new_parent else ""
    if new_parent and new_parent.place.startswith(clause.place):
        raise Refused(_("A clause cannot stand below itself."), field="parent")
    lowest = max(tree.depth(c.place) for c in clauses if c.place.startswith(clause.place))
    _refuse_too_deep(tree.depth(above) + 1 + lowest - tree.depth(before))
    clause.parent_id = parent_id
    clause.save(update_fields=["parent"])
    _put_behind(clause, parent_id, after, clauses)
    clause.refresh_from_db()
    book.write(
        "resolutions.clause_moved", by=by, on=clause, unit=document.unit, before=before, after=clause.place, at=at
    )
    return clause


@transaction.atomic
def remove_clause(clause: Clause, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Take out a clause that was put in by mistake. One that carries targets, work or a shortcoming cannot vanish."""
    document = _lock(clause.document, by)
    clause = Clause.objects.select_for_update().get(pk=clause.pk)
    if not reason.strip():
        raise Refused(_("Please say why this clause is taken out; the book keeps the reason."), field="reason")
    if clause.children.exists():
        raise Refused(_("Other clauses stand below this one. Please move or take them out first."))
    _refuse_if_carrying(clause)
    content = {"place": clause.place, "label": clause.label, "kind": clause.kind, "text": clause.text}
    book.write(
        "resolutions.clause_removed",
        by=by,
        on=clause,
        unit=document.unit,
        before=content,
        note=reason.strip(),
        at=at,
    )
    clause.delete()


@transaction.atomic
def paste_clauses(
    document: Document,
    *,
    by: User,
    rows: Sequence[PastedClause],
    text: str = "",
    is_invented: bool = False,
    at: datetime | None = None,
) -> list[Clause]:
    """Add the clauses of a pasted text at the end, in reading order, as one entry of the book.

    `text`: the whole pasted text, of which some lines may have been left out; a classified one is refused with all its rows.
    Refuses the same text twice: when every row stands in the document already.
    """
    document = _lock(document, by)
    refuse_marked_text(text)
    if not rows:
        raise Refused(_("No clause was found in the text. Please paste the text of the document."), field="text")
    if len(rows) > MOST_PASTED:
        sentence = _("These are %(rows)d clauses; at most %(most)d are taken at once. Please paste the text in parts.")
        raise Refused(sentence % {"rows": len(rows), "most": MOST_PASTED}, field="text")
    known = set(Clause.objects.filter(document=document).values_list("label", "text"))
    tidy = [(row, *_tidy(row.text, row.label)) for row in rows]
    if all((label, text) in known for _row, text, label in tidy):
        raise Refused(_("This text stands in the document already; nothing was changed."), field="text")
    made = _make_tree(document, tidy, is_invented)
    content = [{"place": c.place, "label": c.label, "kind": c.kind, "text": c.text} for c in made]
    book.write("resolutions.clauses_pasted", by=by, on=document, unit=document.unit, after=content, at=at)
    return made


def _make_tree(document: Document, tidy: list[tuple[PastedClause, str, str]], is_invented: bool) -> list[Clause]:
    """Rows as clauses, a level at a time, because a child needs its parent's key."""
    parents = tree.parents_by_depth(row.depth for row, _text, _label in tidy)
    tops = Clause.objects.filter(document=document, parent=None)
    begun = max((int(place[-5:-1]) for place in tops.values_list("place", flat=True)), default=0)
    counts: dict[int | None, int] = {None: begun}
    clauses: list[Clause] = []
    for index, (row, text, label) in enumerate(tidy):
        above = parents[index]
        counts[above] = counts.get(above, 0) + 1
        place = tree.place_of(clauses[above].place if above is not None else "", counts[above])
        _refuse_too_deep(tree.depth(place))
        clauses.append(
            Clause(
                document=document,
                place=place,
                label=label,
                kind=row.kind,
                text=text,
                folded=fold(text),
                is_invented=is_invented,
            )
        )
    for level in range(1, tree.DEEPEST + 1):
        batch = [i for i, clause in enumerate(clauses) if tree.depth(clause.place) == level]
        for i in batch:
            above = parents[i]
            clauses[i].parent = clauses[above] if above is not None else None
        Clause.objects.bulk_create([clauses[i] for i in batch], batch_size=500)
    return clauses


def _lock(document: Document, by: User) -> Document:
    document = Document.objects.select_for_update(of=("self",)).select_related("unit").get(pk=document.pk)
    if not rules.can_edit_document(by, document):
        raise NotAllowed(rules.who_can_edit(document.unit))
    return document


def _tidy(text: str, label: str) -> tuple[str, str]:
    refuse_marked_text(text, label)
    text, label = " ".join(text.split()), " ".join(label.split())
    if not text and not label:
        raise Refused(_("Please type the text of the clause."), field="text")
    if len(label) > 40:
        raise Refused(
            _("The label is too long. Please type only the number or letter, for example III.2."), field="label"
        )
    return text, label


def _own(clause: Clause | None, clauses: list[Clause]) -> int | None:
    if clause is None:
        return None
    if all(known.pk != clause.pk for known in clauses):
        raise Refused(_("That clause belongs to another document."), field="parent")
    return clause.pk


def _refuse_too_deep(levels: int) -> None:
    if levels > tree.DEEPEST:
        raise Refused(
            _("A document has at most %(most)d levels of clauses. Please set this one higher.")
            % {"most": tree.DEEPEST},
            field="parent",
        )


def _refuse_if_carrying(clause: Clause) -> None:
    """Upper rooms hang their rows on a clause; whatever they are, they keep it from vanishing."""
    for relation in clause._meta.related_objects:
        if relation.related_model is Clause:
            continue
        count = relation.related_model._base_manager.filter(**{relation.field.name: clause}).count()
        if count:
            sentence = ngettext(
                "This clause carries %(count)d %(things)s; it cannot vanish. Please move that to another clause first.",
                "This clause carries %(count)d %(things)s; it cannot vanish. Please move them to another clause first.",
                count,
            )
            names = relation.related_model._meta
            things = names.verbose_name if count == 1 else names.verbose_name_plural
            raise Refused(sentence % {"count": count, "things": things})


def _put_behind(clause: Clause, parent_id: int | None, after: Clause | None, clauses: list[Clause]) -> None:
    """Give all clauses of the document their new places; `clause` comes behind `after` or first."""
    if after is not None and all(c.pk != after.pk or c.parent_id != parent_id for c in clauses):
        raise Refused(_("The clause to come after stands elsewhere. Please load the page again."), field="after")
    rest = sorted((c for c in clauses if c.pk != clause.pk), key=lambda c: c.place)
    index = next((i for i, c in enumerate(rest) if after is not None and c.pk == after.pk), -1) + 1
    ordered = [*rest[:index], clause, *rest[index:]]
    new = tree.places((c.pk, c.parent_id if c.pk != clause.pk else parent_id) for c in ordered)
    changed = [c for c in ordered if c.place != new[c.pk]]
    # A place stands once in a document: step aside first, then take the new one.
    for one in changed:
        one.place = f"~{one.pk}"
    Clause.objects.bulk_update(changed, ["place"], batch_size=500)
    for one in changed:
        one.place = new[one.pk]
    Clause.objects.bulk_update(changed, ["place"], batch_size=500)
