"""What a cell says of where a work comes from becomes a root: words, or a clause of a document that one sees."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from trongtam.ground.errors import Refused
from trongtam.ground.nearest import Names
from trongtam.ground.vntext import fold
from trongtam.resolutions.models import Clause, Document

from ..models import RootKind
from ..plan import Root
from ..roots import Paper, by_label, papers_in
from .cells import fit

if TYPE_CHECKING:
    from trongtam.accounts.models import User


class Roots:
    """Of one sheet; documents and clauses are read once, and only where a cell asks for them."""

    def __init__(self, user: User):
        self.user = user
        self._clauses: dict[int, list[tuple[int, str]]] = {}

    @cached_property
    def _papers(self) -> list[Paper]:
        seen = Document.objects.visible_to(self.user).values_list("pk", "number", "title")
        return [Paper(*one) for one in seen]

    def read(self, text: str) -> Root:
        """Nothing is one's own registration; a document's name with a clause's number is that clause; all else are words of a
        superior. Raises Refused."""
        if not text:
            return Root(RootKind.OWN)
        for kind in RootKind:
            if (words := _after_label(text, kind)) is not None:
                return self._words(kind, words)
        named = papers_in(text, self._papers)
        if named is None:
            return self._words(RootKind.SUPERIOR, text)
        if len(named.papers) > 1:
            sentence = _("Several documents are called “%(name)s”: write the number.")
            raise Refused(sentence % {"name": named.papers[0].name}, field="root")
        return self._clause(named.papers[0], named.label)

    def _words(self, kind: RootKind, words: str) -> Root:
        if kind == RootKind.SUPERIOR and not words:
            raise Refused(_("Please say with which paper or at which meeting the superior assigned it."), field="root")
        return Root(kind, None, fit(words, "root", "root"))

    def _clause(self, paper: Paper, label: str) -> Root:
        if paper.pk not in self._clauses:
            seen = Clause.objects.visible_to(self.user).filter(document=paper.pk).order_by("place")
            self._clauses[paper.pk] = [(one.pk, one.shown_label) for one in seen if one.shown_label]
        known = self._clauses[paper.pk]
        found = by_label(label, known)
        if len(found) == 1:
            return Root("clause", found[0])
        told = {"document": paper.name, "label": label}
        if found:
            sentence = _("%(document)s has several sentences with the number %(label)s: choose one on the work's page.")
            raise Refused(sentence % told, field="root")
        if not label:
            raise Refused(_("Write the number of the sentence before “%(document)s”.") % told, field="root")
        near = Names((shown, shown) for _pk, shown in known).nearest(label) or [shown for _pk, shown in known[:3]]
        told["near"] = ", ".join(near) or "–"
        sentence = _("%(document)s has no sentence with the number %(label)s. The nearest: %(near)s.")
        raise Refused(sentence % told, field="root")


def _after_label(text: str, kind: RootKind) -> str | None:
    """What follows the label of a root that is words, in any language of the house; None where it is not that label."""
    head, _colon, words = text.partition(":")
    for language in ("en", "vi"):
        with override(language):
            if fold(head) == fold(str(kind.label)):
                return words.strip()
    return None
