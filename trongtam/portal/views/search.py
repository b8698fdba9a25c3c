"""`/search/`: over all that a person sees, in every room."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from trongtam.look import registry

LONGEST, MOST = 100, 50


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Hits of every room, best first. An empty text only shows the field."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    hits = registry.search.find(text, request.user, limit=MOST)
    return render(request, "portal/search.html", {"text": text, "hits": hits, "more": len(hits) == MOST})
