"""The outlines of implementation reports, kept as dated data. Pure: no Django.

The order of parts is the one that offices use; no text in force prescribes it word for word, so every outline says where it
comes from and that it was not checked against an official form. The outline of a report is picked by its reading day and kept
with the report: a later outline changes no report that was begun under an earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["auto", "narrative", "both"]

# What the program writes into a section by itself, in the order given by the section.
AUTOMATIC = frozenset(
    {
        "opening",
        "tally",
        "changes",
        "table",
        "sector",
        "charts",
        "behind",
        "units",
        "unmeasured",
        "shortcomings",
        "reasons",
        "remaining",
    }
)


@dataclass(frozen=True, slots=True)
class Title:
    """A heading or a prompt in both languages of the page; papers are Vietnamese."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Section:
    """`level` 0 has no heading on paper; `holds` lists what writes itself; `prompt` asks for what only people know."""

    code: str
    number: str
    title: Title
    level: int
    kind: Kind
    holds: tuple[str, ...] = ()
    sector: str = ""
    prompt: Title = Title("", "")

    @property
    def is_written(self) -> bool:
        """Whether people write something here."""
        return self.kind != "auto"

    def heading(self, language: str) -> str:
        return f"{self.number} {self.title.in_language(language)}".strip()


@dataclass(frozen=True, slots=True)
class Outline:
    """`valid_from`, `valid_to`: first and last day of the reading days it serves; None is open."""

    code: str
    side: str
    valid_from: date | None
    valid_to: date | None
    source: str
    checked: bool
    sections: tuple[Section, ...]

    def section(self, code: str) -> Section | None:
        return next((section for section in self.sections if section.code == code), None)

    @property
    def written(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.is_written)


def _sector(code: str, number: str, title: Title, prompt: Title) -> Section:
    return Section(f"results.{code}", number, title, 2, "both", ("sector", "charts"), code, prompt)


def _outline(code: str, side: str, building: Title) -> Outline:
    done = Title(
        "Nêu việc đã làm, cách làm hay, nơi làm tốt; số liệu ở trên đã có sẵn.",
        "Say what was done, what worked well and where; the figures above are already there.",
    )
    return Outline(
        code=code,
        side=side,
        valid_from=None,
        valid_to=None,
        source="Bố cục văn phòng cấp xã thường dùng; chưa đối chiếu với mẫu chính thức",
        checked=False,
        sections=(
            Section("opening", "", Title("Mở đầu", "Opening"), 0, "both", ("opening",), "", Title(
                "Nêu bối cảnh, thuận lợi, khó khăn của kỳ này.", "Say what the period was like: what helped, what was hard.",
            )),
            Section("results", "I.", Title("KẾT QUẢ THỰC HIỆN", "RESULTS"), 1, "auto", ("tally", "changes", "table")),
            _sector("economy", "1.", Title("Kinh tế", "Economy"), done),
            _sector("culture", "2.", Title("Văn hóa - xã hội", "Culture and society"), done),
            _sector("defence", "3.", Title("Quốc phòng - an ninh", "Defence and security"), done),
            _sector("party", "4.", building, done),
            Section("limits", "II.", Title("HẠN CHẾ VÀ NGUYÊN NHÂN", "LIMITS AND CAUSES"), 1, "auto"),
            Section("limits.what", "1.", Title("Hạn chế", "Limits"), 2, "both",
                ("behind", "units", "unmeasured", "shortcomings"), "",
                Title("Nêu hạn chế khác, chưa thấy trong số liệu.", "Name other limits that the figures do not show."),
            ),
            Section("limits.why", "2.", Title("Nguyên nhân", "Causes"), 2, "both", ("reasons",), "", Title(
                "Nêu nguyên nhân khách quan, chủ quan.", "Name the causes, our own and others.",
            )),
            Section("tasks", "III.", Title("NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI", "MAIN TASKS AHEAD"), 1, "both",
                ("remaining",), "",
                Title("Nêu việc chính, ai làm, đến bao giờ.", "Name the main tasks, who does them and until when."),
            ),
        ),
    )  # fmt: skip


OUTLINES: tuple[Outline, ...] = (
    _outline(
        "party-results",
        "party",
        Title(
            "Xây dựng Đảng, Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
            "Party building, Front and organisations",
        ),
    ),
    _outline(
        "state-results",
        "state",
        Title(
            "Xây dựng Đảng, chính quyền, Mặt trận và đoàn thể",
            "Party building, government, Front and organisations",
        ),
    ),
)


def outline_for(side: str, on: date) -> Outline:
    """The outline in force for a side ("party", "state") on a reading day. Raises LookupError when there is none."""
    for outline in OUTLINES:
        begun = outline.valid_from is None or outline.valid_from <= on
        going = outline.valid_to is None or on <= outline.valid_to
        if outline.side == side and begun and going:
            return outline
    raise LookupError(f"no outline of the side {side!r} on {on}")


def outline_of(code: str) -> Outline:
    """The outline with a code, whatever its dates. Raises LookupError."""
    found = next((outline for outline in OUTLINES if outline.code == code), None)
    if found is None:
        raise LookupError(f"no outline {code!r}")
    return found
