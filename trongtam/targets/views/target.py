"""`/targets/<id>/`: a target, where it stands and how the number was made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from ..models import Target


@require_GET
def target(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Target.objects.visible_to(request.user), pk=pk)
    return render(request, "look/error.html", {"target": found})
