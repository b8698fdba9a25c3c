"""The whole way of the nine-month report, gone by hands: the sheets of twelve cells, the office's, the report, the form."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass

from django.urls import reverse

from bench.typing.fixture import Line
from bench.typing.world import SHEET, World, foreign_sheet, shown
from trongtam.accounts.models import User
from trongtam.org.models import Unit
from trongtam.reports.models import Report
from trongtam.targets.models import Round

FIGURE = re.compile(r"\d[\d.,]*")


def figures_in(text: str) -> int:
    """How many figures stand in a text: “34/36” has two."""
    return len(FIGURE.findall(text))


class Hands(ABC):
    """What a person does with the pages: opens, types, presses. `typed`: (page, field) → the text of fields that hold a figure
    which a person put there; ticks, choices and files are none."""

    typed: dict[tuple[str, str], str]

    @abstractmethod
    def sign_in(self, user: User) -> None: ...

    @abstractmethod
    def open(self, address: str) -> None: ...

    @abstractmethod
    def follow(self, address: str) -> None:
        """The link of the page that leads to an address."""

    @abstractmethod
    def type(self, field: str, text: str) -> None: ...

    @abstractmethod
    def attach(self, field: str, name: str, content: bytes) -> None: ...

    @abstractmethod
    def send(self, form: str) -> None:
        """Press the button of the form with this address (or this id), and be where it leads."""

    @abstractmethod
    def send_all_the_same(self, form: str) -> bool:
        """Where the page asks whether it is meant so: say yes. Answers whether it asked."""

    @abstractmethod
    def fetch(self, form: str) -> bytes:
        """Press the button of a form that makes a file, and save the file."""

    @abstractmethod
    def work_done(self, form: str) -> None:
        """Press the button of a form that begins long work, wait for it, and go to what came of it."""

    @property
    def count(self) -> int:
        return sum(figures_in(text) for text in self.typed.values())


@dataclass(frozen=True)
class Papers:
    """What the office holds in the end."""

    word: bytes
    form: bytes


def nine_months_report(world: World, hands: Hands) -> Papers:
    """From the opened round to the report in Word and the superior's form."""
    _open_round(world, hands)
    _import(world, hands)
    for place, (cell, secretary) in enumerate(zip(world.cells, world.secretaries, strict=True)):
        hands.sign_in(secretary)
        _state(world, hands, cell, place)
    hands.sign_in(world.office)
    round_ = Round.objects.get(unit=world.commune)
    _accept(hands, round_)
    _state(world, hands, world.commune, 0)
    _accept(hands, round_)
    return Papers(_report(world, hands), _form(world, hands))


def _open_round(world: World, hands: Hands) -> None:
    hands.sign_in(world.office)
    address = reverse("targets:open_round", args=[world.commune.code])
    hands.open(f"{address}?period={world.fixture.period.code}")
    hands.send("")


def _import(world: World, hands: Hands) -> None:
    """The sheet of the other office: read, looked at, kept. Its columns are known."""
    address = reverse("imports:sheet", args=["measurements", world.commune.code])
    hands.open(address)
    hands.attach("file", SHEET, foreign_sheet(world, world.fixture.month))
    hands.work_done("")
    hands.work_done("/keep/")


def _state(world: World, hands: Hands, unit: Unit, place: int) -> None:
    """One sheet: what stays as it was by one tap, the rest typed, sent."""
    address = reverse("targets:entry", args=[unit.code, world.fixture.month.code])
    hands.open(address)
    hands.follow("?keep=1")
    for line in world.fixture.coming("hand", _stating(world, unit)):
        for cell, text in _cells(world, line, place):
            hands.type(cell, text)
    hands.send("sheet")
    while hands.send_all_the_same("sheet"):
        pass


def _stating(world: World, unit: Unit) -> str:
    return "commune" if unit.pk == world.commune.pk else "cell"


def _cells(world: World, line: Line, place: int) -> list[tuple[str, str]]:
    key, text = world.indicators[line.code].pk, shown(line, place, world.fixture.month)
    if line.measure != "ratio":
        return [(f"value-{key}", text)]
    top, bottom = text.split("/")
    return [(f"numerator-{key}", top), (f"denominator-{key}", bottom)]


def _accept(hands: Hands, round_: Round) -> None:
    """All that came with every figure, at once."""
    hands.open(reverse("targets:round", args=[round_.pk]))
    hands.send(reverse("targets:accept_complete", args=[round_.pk]))


def _report(world: World, hands: Hands) -> bytes:
    assert world.document is not None
    begin = reverse("reports:begin_report")
    hands.open(f"{begin}?document={world.document.pk}&period={world.fixture.period.code}")
    hands.send("")
    return hands.fetch(reverse("reports:word", args=[Report.objects.get(document=world.document).pk]))


def _form(world: World, hands: Hands) -> bytes:
    assert world.form is not None
    hands.open(f"{reverse('reports:preview', args=[world.form.pk])}?period={world.fixture.period.code}")
    return hands.fetch(reverse("reports:fill", args=[world.form.pk]))
