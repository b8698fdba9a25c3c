"""Pages for what went wrong, in the look, keeping what was typed. Named as handlers in the address list."""

from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.urls import is_valid_path
from django.utils.translation import gettext as _

from trongtam.look.kept import kept_context


def page(request, status: int, title: str, sentence: str, **more: object) -> HttpResponse:
    context = {"title": title, "sentence": sentence, **more, **kept_context(request)}
    return render(request, "look/error.html", context, status=status)


def above(path: str) -> str:
    """The nearest page above an address: "/meetings/5/minutes/" gives "/meetings/5/"; the first page where there is none."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        found = f"/{'/'.join(parts[:length])}/"
        if is_valid_path(found):
            return found
    return "/"


def bad_request(request, exception=None) -> HttpResponse:
    return page(
        request,
        400,
        _("This cannot be read"),
        _("Something in the request is not right. Go back and try again."),
    )


def permission_denied(request, exception=None) -> HttpResponse:
    said = str(exception or "")
    return page(request, 403, _("You may not do this"), said or _("The Party office of the commune can tell who may."))


def not_found(request, exception=None) -> HttpResponse:
    sentence = _("The page does not exist, or it is not for your unit. Check the address, or search for it.")
    return page(request, 404, _("Nothing is found here"), sentence)


def not_this_way(request, allowed: str) -> HttpResponse:
    """An address that only takes a form was opened, or the other way round: Django's own answer is an empty page."""
    sentence = _("This address is not opened by itself: a button of another page leads to it. Nothing was changed.")
    answer = page(request, 405, _("Please start from the page before"), sentence, before=above(request.path_info))
    answer["Allow"] = allowed
    return answer


def csrf_failure(request, reason="") -> HttpResponse:
    """The page was open too long or in two windows: nothing was done, nothing is lost, one tap sends it again."""
    sentence = _(
        "The page was open for long, or you signed in anew since. Nothing was saved yet; what you typed stands below."
    )
    return page(request, 403, _("Send it once more"), sentence)


def server_error(request) -> HttpResponse:
    """Without database, session or languages of the person: both languages on one page, typed words below."""
    try:
        kept = kept_context(request)
    except Exception:
        kept = {}
    return HttpResponseServerError(loader.get_template("500.html").render(kept))
