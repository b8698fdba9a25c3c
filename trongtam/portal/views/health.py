"""`/health/`: for those who watch the program; no login, nothing about its data."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from trongtam.archive.queries import files_can_be_kept

log = logging.getLogger(__name__)


@login_not_required
@require_GET
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers and files can be kept, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            well = cursor.fetchone() == (1,)
    except DatabaseError:
        log.exception("the database does not answer")
        well = False
    found = {"database": well, "files": files_can_be_kept()}
    said = {name: "ok" if one else "down" for name, one in found.items()}
    return JsonResponse(said, status=200 if all(found.values()) else 503)
