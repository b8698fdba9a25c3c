"""What stands above a list; registered with the other tags in `look.py`."""

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trongtam.look import queries, registry
from trongtam.look.lists import Drawn
from trongtam.look.templatetags.picture_parts import drawn_once


def list_tools(context, shown):
    """`{% list_tools list %}`: above a list, a `lists.Shown`: search, filters, order, Excel, saved views."""
    return {
        "list": shown,
        "words": ", ".join(shown.chosen_words),
        "open": any(one.wrong for one in shown.typed_days.values()),
        "default_hint": _("Find in this list"),
        **_saved(context["request"], shown.asked()),
    }


@drawn_once("list_filter")
def _list_filter(key, title, all, here, *choices):
    return {"key": key, "title": title, "all": all, "here": here, "choices": choices}


def list_filter(one: Drawn) -> SafeString:
    """`{% list_filter one %}`: the choices of a filter; a `lists.Drawn` inside `list_tools`."""
    here = next((value for value, _label, here in one.choices if here), None)
    return _list_filter(
        one.key, one.title, not one.usual, here, *((value, str(label)) for value, label, _here in one.choices)
    )


def saved_views(context):
    """`{% saved_views %}`: own saved views of a page that is no list, and saving it as it is. One query."""
    request = context["request"]
    return _saved(request, f"?{request.GET.urlencode()}")


def _saved(request, query):
    found = queries.views_of(request.user, request.resolver_match.view_name) if request.resolver_match else []
    return {
        "request": request,
        "csrf_token": get_token(request),
        "views": [(view, reverse("look:saved_view", args=[view.pk])) for view in found],
        "offices": [one for one in registry.offices(request.user) if one.shares],
        "address": f"{request.path}{query}",
    }
