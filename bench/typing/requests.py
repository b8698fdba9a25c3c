"""Hands without a browser: the same pages are asked for, their forms read, what was not typed is sent as the page wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import Client
from lxml import html

from bench.typing.way import Hands, figures_in
from trongtam.accounts.models import User
from trongtam.look.worker import work_off


class LostTheWay(AssertionError):
    """The page has no such field, link or form, or answered with an error."""


class RequestHands(Hands):
    def __init__(self) -> None:
        self.typed = {}
        self.client = Client(HTTP_HOST="127.0.0.1")
        self.address = ""
        self.page: Any = None
        self.written: dict[str, Any] = {}
        settings.JOB_PATIENCE_S = 0.0  # long work is done here, between two requests

    def sign_in(self, user: User) -> None:
        self.client.force_login(user)

    def open(self, address: str) -> None:
        self._show(self.client.get(urljoin(self.address, address), follow=True), address)

    def follow(self, address: str) -> None:
        if not self.page.xpath("//a[@href=$address]", address=address):
            raise LostTheWay(f"no link to {address} on {self.address}")
        self.open(address)

    def type(self, field: str, text: str) -> None:
        if not self.page.xpath("//input[@name=$name and not(@disabled)]", name=field):
            raise LostTheWay(f"no field {field} on {self.address}")
        self.written[field] = text
        if figures_in(text):
            self.typed[urlsplit(self.address).path, field] = text

    def attach(self, field: str, name: str, content: bytes) -> None:
        self.written[field] = SimpleUploadedFile(name, content)

    def send(self, form: str) -> None:
        self._post(self._form(form))

    def send_all_the_same(self, form: str) -> bool:
        asked = self.page.xpath("//div[@role='alert']//button[@form=$form and @name='sure']", form=form)
        if asked:
            self._post(self._form(form), sure="1")
        return bool(asked)

    def fetch(self, form: str) -> bytes:
        self._worked(form)
        (link, *_rest) = self.page.xpath("//main//a[contains(@href, '/file')]/@href")
        answer = self.client.get(link)
        if isinstance(answer, FileResponse):
            return b"".join(answer)
        return bytes(answer.content)

    def work_done(self, form: str) -> None:
        self._worked(form)
        (link, *_rest) = self.page.xpath("//div[@id='job']//a/@href")
        self.open(link)

    def _worked(self, form: str) -> None:
        self._post(self._form(form))
        work_off()
        self.open(self.address)

    # -- pages and forms

    def _show(self, answer: Any, address: str) -> None:
        if answer.status_code >= 400 and answer.status_code != 422:
            raise LostTheWay(f"{answer.status_code} on {address}")
        self.address = answer.request["PATH_INFO"] + ("?" + query if (query := answer.request["QUERY_STRING"]) else "")
        self.page, self.written = html.fromstring(answer.content.decode("utf8")), {}

    def _form(self, wanted: str) -> Any:
        """The form with this id, or whose address ends so; without a name the one that stands in the page and is sent to it."""
        for form in self.page.xpath("//main//form | //*[contains(@class, 'dock')]//form"):
            action = form.get("action") or ""
            if wanted == form.get("id") or (wanted and urlsplit(action).path.endswith(wanted)):
                return form
            if not wanted and not action and form.get("method") == "post":
                return form
        raise LostTheWay(f"no form {wanted} on {self.address}")

    def _post(self, form: Any, **pressed: str) -> None:
        given: dict[str, list[Any]] = {}
        for name, value in [*form.form_values(), *_outside(self.page, form)]:
            given.setdefault(name, []).append(value)
        given |= {name: [value] for name, value in {**self.written, **pressed}.items()}
        address = urljoin(self.address, form.get("action") or self.address)
        self._show(self.client.post(address, given, follow=True), address)


def _outside(page: Any, form: Any) -> Iterator[tuple[str, str]]:
    """Hidden fields that belong to a form and stand outside it."""
    if form.get("id"):
        for one in page.xpath("//input[@form=$form and @type='hidden']", form=form.get("id")):
            yield one.get("name"), one.get("value") or ""
