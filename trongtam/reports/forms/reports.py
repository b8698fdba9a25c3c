"""Forms of reports: what was typed, and the text that the person saw when he began."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trongtam.look.forms import DayField
from trongtam.org.models import Post

from ..operations import Written
from ..operations.texts import LONGEST
from ..queries import ReportContent


class ReadingDayForm(forms.Form):
    reading_day = DayField(
        label=_("Figures up to"), help_text=_("A day of the period, usually the end of its last closed month.")
    )


class SignerForm(forms.Form):
    signs_as = forms.CharField(
        label=_("How the post is printed"),
        max_length=120,
        required=False,
        help_text=_("Such as Bí thư, Phó Bí thư, Phó Chủ tịch. Empty: as the fixed words of the papers say."),
    )

    def __init__(self, *args: Any, signers: QuerySet[Post], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["post"] = SignerField(
            signers, label=_("Who signs"), required=False, empty_label=_("The name is written by hand")
        )
        self.order_fields(["post", "signs_as"])


class SignerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person.full_name} – {obj.get_kind_display()}"


class WordingForm(forms.Form):
    recipients = forms.CharField(
        label=_("Recipients"), widget=forms.Textarea(attrs={"rows": 5}), required=False, help_text=_("One a line.")
    )
    kept = forms.CharField(label=_("A copy is kept by"), max_length=200, required=False)
    body = forms.CharField(
        label=_("Signed on behalf of"), max_length=200, required=False, help_text=_("Such as Ban Thường vụ.")
    )
    post = forms.CharField(label=_("Post of who signs"), max_length=120)


class TextsForm(forms.Form):
    """A text, what was seen of it, and a tick for carried ones, per section that people write.

    `seen` is no hidden input: a draft kept on the device brings it back together with the text, so a text that somebody
    changed meanwhile is never written over unseen.
    """

    def __init__(self, *args: Any, content: ReportContent, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.parts = [part for part in content.sections if part.section.is_written]
        for part in self.parts:
            text, version = (part.text.text, part.text.version) if part.text else ("", 0)
            self.fields[text_name(part.code)] = forms.CharField(
                label=part.heading,
                required=False,
                initial=text,
                strip=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": max(4, min(text.count("\n") + len(text) // 60 + 2, 14))}),
            )
            seen = forms.CharField(
                required=False, initial=seen_of(version, text), widget=forms.Textarea(attrs={"hidden": True})
            )
            self.fields[seen_name(part.code)] = seen
            if part.is_carried:
                self.fields[kept_name(part.code)] = forms.BooleanField(label=_("This still holds"), required=False)

    def written(self) -> dict[str, Written]:
        """Sections that the person changed or confirmed; those he let alone are not among them."""
        found = {}
        for part in self.parts:
            text = self.cleaned_data.get(text_name(part.code)) or ""
            version, _sign, digest = (self.cleaned_data.get(seen_name(part.code)) or "").partition(":")
            confirmed = bool(self.cleaned_data.get(kept_name(part.code)))
            if confirmed or digest != digest_of(text):
                found[part.code] = Written(text, int(version) if version.isdecimal() else 0, confirmed)
        return found

    def see_again(self, versions: dict[str, tuple[int, str]]) -> None:
        """After somebody else wrote: the form now carries what stands, so that sending it again is a choice."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a bound form holds a QueryDict
        for code, (version, text) in versions.items():
            data[seen_name(code)] = seen_of(version, text)
        self.data = data


def text_name(code: str) -> str:
    return f"text_{code}"


def seen_name(code: str) -> str:
    return f"seen_{code}"


def kept_name(code: str) -> str:
    return f"kept_{code}"


def digest_of(text: str) -> str:
    """The same for texts that differ in line ends and spaces at the edges alone."""
    return sha256("\n".join(line.rstrip() for line in text.splitlines()).strip().encode()).hexdigest()[:16]


def seen_of(version: int, text: str) -> str:
    return f"{version}:{digest_of(text)}"
