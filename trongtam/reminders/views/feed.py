"""The calendar at its private address. Programs read it, without a session."""

from hashlib import sha256

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from trongtam.accounts import policy
from trongtam.look.ways import absolute

from .. import queries

WRONG_TRIES = {"calendar": "20/m/ip"}


@login_not_required
@policy.always_open
@require_safe
def calendar(request, token):
    """The days of a token's person. Wrong tokens are not there, and after twenty in a minute nobody answers."""
    feed = queries.feed_of(token)
    if feed is None:
        if not ratelimit.consume(request, app="reminders", action="calendar", config=WRONG_TRIES, limit_get=True):
            return HttpResponse(status=429, headers={"Retry-After": "60"})
        raise Http404
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    with translation.override(feed.user.language):
        text = queries.feed_text(feed.user, at=now, stamp=midnight, base=absolute(request, ""))
    etag = f'"{sha256(text.encode()).hexdigest()[:24]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
