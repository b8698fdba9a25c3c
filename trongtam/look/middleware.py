"""What stands around every view: one form once, refusals said once, words kept when the session is over, whose page it is."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

from trongtam.ground.errors import NotAllowed, Refused
from trongtam.look import errors
from trongtam.look.kept import kept_context, kept_fields
from trongtam.look.once import form_key_of, once

SENT_COOKIE = "sent"
# files.js sends a form beside the page, so that a broken connection leaves the page as it stands; it goes on by itself.
BESIDE, GO_TO = "X-Sent-Beside", "X-Go-To"


def refusal(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """NotAllowed → 403 saying who may; Refused that no form caught → 422. Both keep what was typed. Else None."""
    if isinstance(error, NotAllowed):
        title, status = _("You may not do this"), 403
    elif isinstance(error, Refused):
        title, status = _("This cannot be done now"), 422
    else:
        return None
    context = {"sentence": str(error), "title": title, "way": getattr(error, "way", None), **kept_context(request)}
    return render(request, "look/refused.html", context, status=status)


class LookMiddleware:
    """Last in the list: everything else (session, person, messages) stands around it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            # No text has this sign: nobody typed it, and PostgreSQL does not take it.
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "")
            request.__dict__.pop("GET", None)
        if "\0" in request.path_info:
            raise BadRequest("A sign that no text has, and that PostgreSQL does not take.")
        response = self.get_response(request)
        if self.session_is_over(request, response):
            response = render(request, "look/expired.html", kept_context(request), status=401)
        elif response.status_code == 405 and not response.content:
            response = errors.not_this_way(request, response["Allow"])
        elif response.status_code < 400 and (key := form_key_of(request)):
            # Read and cleared by drafts.js: the draft of this form has arrived.
            response.set_cookie(
                SENT_COOKIE, str(key), max_age=600, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        if BESIDE in request.headers and response.status_code in {301, 302, 303}:
            response[GO_TO] = response["Location"]
            del response["Location"]
            response.status_code = 204
        if request.method == "GET" and response.status_code == 200 and request.user.is_authenticated:
            # The service worker keeps a page only for the person that it was made for.
            response["X-Look-User"] = str(request.user.pk)
        return response

    def process_view(self, request, view, args, kwargs):
        if form_key_of(request) is None or not request.user.is_authenticated:
            return None
        try:
            return once(request, lambda: view(request, *args, **kwargs))
        except (NotAllowed, Refused) as error:
            return refusal(request, error)

    def process_exception(self, request, error):
        return refusal(request, error)

    @staticmethod
    def session_is_over(request: HttpRequest, response: HttpResponse) -> bool:
        """A form sent without a person to a view that sends to the login page."""
        if request.method != "POST" or response.status_code != 302 or request.user.is_authenticated:
            return False
        if request.resolver_match and not getattr(request.resolver_match.func, "login_required", True):
            return False  # a view that is open to everyone leads where it means to
        login = resolve_url(settings.LOGIN_URL)
        to_login = urlsplit(response["Location"]).path == login
        return to_login and request.path != login and bool(kept_fields(request))
