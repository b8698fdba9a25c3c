"""The same form sent twice is done once.

The same form: the same person, key, address and content. Somebody who goes back, changes a word and sends again means it.

Every form carries `{% form_key %}`. The middleware runs the view of such a POST inside one transaction together with a row
(person, key, address, content): the second sending waits for the first one's end (a unique row does that on SQLite and
PostgreSQL alike) and gets the first one's answer. A refused form (status 400 and above) keeps no row, so it can be mended and
sent again under its key. An exception rolls everything back. Views do nothing for it.
"""

import json
import uuid
from collections.abc import Callable
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from trongtam.look.kept import TYPED_AS
from trongtam.look.models import SentForm

KEPT_HEADERS = ("Location", "HX-Redirect", "HX-Location", "HX-Trigger", "HX-Refresh", "Content-Type")
LARGEST_BODY = 50_000


def form_key_of(request: HttpRequest) -> uuid.UUID | None:
    """The key of the posted form; None when there is none or it is no key."""
    if request.method != "POST":
        return None
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def digest_of(request: HttpRequest) -> str:
    """SHA-256 over the posted fields and the names and sizes of the files; what the page adds is no content."""
    fields = {name: values for name, values in request.POST.lists() if name not in ("csrfmiddlewaretoken", TYPED_AS)}
    files = [(name, file.name, file.size) for name, sent in request.FILES.lists() for file in sent]
    return sha256(json.dumps([fields, files], sort_keys=True).encode()).hexdigest()


def answer_again(request: HttpRequest, sent: SentForm) -> HttpResponse:
    """The answer of the first sending; a page too long or too secret (`no-store`) to keep is asked for anew."""
    response = HttpResponse(sent.body, status=sent.status)
    for name, value in sent.headers.items():
        response[name] = value
    if sent.status == 200 and not sent.body and "HX-Redirect" not in sent.headers:
        response = HttpResponse(status=303)
        response["Location"] = request.get_full_path()
    response["X-Sent-Before"] = "1"
    return response


def remember(sent: SentForm, response: HttpResponse) -> None:
    sent.status = response.status_code
    sent.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    secret = "no-store" in response.get("Cache-Control", "")
    if not secret and not response.streaming and len(response.content) <= LARGEST_BODY and response.status_code == 200:
        sent.body = response.content.decode(response.charset or "utf-8", errors="replace")
    sent.save(update_fields=["status", "headers", "body"])


class SentBefore(Exception):
    """The very same form stands there, sent and answered."""


def once(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer with `view()` the first time, with the same answer afterwards. Without a key or a person it just calls the view."""
    key = form_key_of(request)
    if key is None or not request.user.is_authenticated:
        return view()
    row = {"user_id": request.user.pk, "key": key, "path": request.path[:400], "digest": digest_of(request)}
    try:
        return _first(row, view)
    except SentBefore:
        return answer_again(request, SentForm.objects.get(**row))


def _first(row: dict[str, object], view: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of the view and the row that remembers it, in one transaction. Raises SentBefore: it stands there."""
    with transaction.atomic():
        try:
            sent = SentForm.objects.create(**row)
        except IntegrityError as there:  # nothing else was done yet: the transaction ends here
            raise SentBefore from there
        response = view()
        if hasattr(response, "render") and callable(response.render):
            response = response.render()
        if response.status_code >= 400:
            sent.delete()
        else:
            remember(sent, response)
    return response
