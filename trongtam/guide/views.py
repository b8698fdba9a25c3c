"""Help: the part for a screen, whole guides, the words. They show nothing of any unit and are open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from . import queries, terms
from .explaining import language
from .guides import NAMES


@login_not_required
def guides(request: HttpRequest) -> HttpResponse:
    own, others = queries.listed(request)
    return render(request, "guide/guides.html", {"own": own, "others": others})


@login_not_required
def guide(request: HttpRequest, name: str) -> HttpResponse:
    if name not in NAMES:
        raise Http404
    found, parts = queries.whole(name)
    return render(request, "guide/guide.html", {"guide": found, "intro": parts[0], "parts": parts[1:]})


@login_not_required
def on_topic(request: HttpRequest, topic: str) -> HttpResponse:
    """The part of the guide for a screen: a page, or the piece of one that opens beside the screen."""
    found = queries.help_on(topic, request)
    if found is None:
        raise Http404
    template = "guide/beside.html" if request.headers.get("HX-Request") else "guide/on_topic.html"
    answer = render(request, template, {"help": found, "topic": topic})
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@login_not_required
def words(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:100]
    spoken = language()
    rows = [(letter, [_row(term, spoken) for term in found]) for letter, found in terms.listed(spoken, asked)]
    return render(request, "guide/terms.html", {"asked": asked, "letters": rows})


def _row(term: terms.Term, spoken: str) -> dict:
    other = "vi" if spoken == "en" else "en"
    return {
        "key": term.key,
        "word": term.words[spoken],
        "also": ", ".join(term.also[spoken]),
        "other": term.words[other],
        "other_language": other,
        "says": term.says[spoken],
        "source": term.source,
    }
