"""Who is signed in, in which language, and what the login still owes. No query beyond the session and the user,
but for the rule of the second factor, asked only in a session that has not shown one."""

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from . import policy
from .sessions import note_seen, second_factor_shown


class LanguageMiddleware:
    """The language of the signed-in person, else the one chosen on this device, else Vietnamese: never the browser's,
    which on many phones was set by the shop."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        translation.activate(self.language_of(request))
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    def language_of(self, request) -> str:
        if request.user.is_authenticated:
            chosen = request.user.language
        else:
            chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class ReadyMiddleware:
    """Before anything else: a new password where one is owed, and the second factor where the posts ask for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        closed = getattr(view, "login_required", True) and not getattr(view, "always_open", False)
        if not request.user.is_authenticated or not closed:
            return None
        note_seen(request)
        owed = self.owed(request)
        return _lead_to(request, reverse(owed)) if owed else None

    def owed(self, request) -> str:
        """The name of the page to see first; empty when the login is ready."""
        if request.user.must_change_password:
            return "account_change_password"
        if not second_factor_shown(request) and policy.needs_second_factor(request.user):
            return "second_factor_owed"
        return ""


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page is for people who are signed in, unless its view says otherwise (`login_not_required`)."""

    def handle_no_permission(self, request, view):
        if request.htmx:
            return _lead_to(request, reverse("account_login"))
        return super().handle_no_permission(request, view)


def _lead_to(request, url: str) -> HttpResponse:
    """To another page and, after it, back to the one that was asked for."""
    if request.htmx:
        # What the page asks in the background never takes a person away from what he types: he is told (drafts.js).
        return HttpResponse(status=204, headers={"HX-Trigger": "session-over"})
    here = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{url}?{urlencode({'next': here})}")
