"""Pages of the shell itself, the drafts of a person, and the service worker."""

import json
import re
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required, login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from trongtam.ground.errors import Refused
from trongtam.look import operations, ways
from trongtam.look.addresses import address
from trongtam.look.models import Draft

PAPER = "#FBF7EE"  # as `theme-color` of the pages
KEY = re.compile(r"[\w.:/!-]{1,200}")
SHELL_FILES = (
    "look/tokens.css",
    "look/parts.css",
    "look/grown.css",
    "look/htmx.min.js",
    "look/shell.js",
    "look/drafts.js",
    "look/icons.svg",
    "look/mark.svg",
)


@login_required
def more(request):
    """All places a person has: what the phone's bottom bar leaves out."""
    return render(request, "look/more.html", {"nav_current": "more"})


@login_required
@require_GET
def way(request, way: str):
    """The link of a pasted reminder: to its form, once one is signed in. Whether one may see it, the form says."""
    path = ways.led_to(way)
    if path is None:
        raise Http404
    return redirect(path)


@login_not_required
@require_GET
def offline(request):
    """What the service worker shows when a page was never opened before and the net is gone. The same for everyone."""
    request.user = AnonymousUser()
    return render(request, "look/offline.html", {"messages": ()})


@login_not_required
@require_GET
def manifest(request):
    """What a telephone needs to put the program on its home screen: an iPhone gives notifications to a page that stands there
    alone. The same for everyone; it names nobody and no unit."""
    told = {
        "id": "/",
        "name": "Trọng Tâm",
        "short_name": "Trọng Tâm",
        "description": _("What a commune's Party organisation set out to do, how far it is, who does what next."),
        "lang": get_language(),
        "start_url": address("home") or "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {
                "src": static(f"look/icons/mark-{name}.png"),
                "type": "image/png",
                "sizes": f"{size}x{size}",
                "purpose": purpose,
            }
            for name, size, purpose in (("192", 192, "any"), ("512", 512, "any"), ("mask-512", 512, "maskable"))
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_GET
@never_cache
def service_worker(request):
    """At the root, so that it may serve every page."""
    files = [static(name) for name in SHELL_FILES]
    context = {
        "files": json.dumps(files),
        "version": sha256("".join(files).encode()).hexdigest()[:12],
        "static": settings.STATIC_URL,
        "offline": reverse("look:offline"),
        "mark": static("look/mark.svg"),
    }
    answer = render(request, "look/sw.js", context, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@login_not_required
@require_GET
@never_cache
def who(request):
    """A fresh token for a page that was open for long, and whose session this is (empty: nobody's)."""
    user = request.user
    return JsonResponse({"token": get_token(request), "user": str(user.pk) if user.is_authenticated else ""})


def sentence(text: str, status: int) -> JsonResponse:
    return JsonResponse({"sentence": text}, status=status)


@login_not_required  # it answers 401 itself, in a sentence that the page shows
@require_http_methods(["GET", "POST", "DELETE"])
@never_cache
def draft(request, key: str):
    """One's own draft of a form: read it, keep what is typed, discard it. Another's is not there."""
    if not request.user.is_authenticated:
        return sentence(_("Your session is over. What you typed is kept on this device; please sign in again."), 401)
    if not KEY.fullmatch(key):
        raise Http404
    if request.method == "POST":
        return keep(request, key)
    if request.method == "DELETE":
        operations.discard_draft(by=request.user, key=key)
        return HttpResponse(status=204)
    found = Draft.objects.visible_to(request.user).filter(key=key).first()
    if found is None:
        return HttpResponse(status=204)  # nothing kept is no fault: browsers report a 404 as one
    return JsonResponse({"data": found.data, "saved_at": found.updated_at.isoformat()})


def keep(request, key: str) -> JsonResponse:
    try:
        if len(request.body) > 2 * operations.LARGEST:
            raise Refused(_("This draft is too long to keep on the server; it stays on this device."))
        kept = operations.keep_draft(by=request.user, key=key, data=json.loads(request.body), at=timezone.now())
    except ValueError:
        return sentence(_("A draft is a list of fields with what was typed."), 422)
    except operations.Forbidden as refused:
        return JsonResponse({"sentence": str(refused), "forget": True}, status=422)
    except Refused as refused:
        return sentence(str(refused), 422)
    return JsonResponse({"saved_at": kept.updated_at.isoformat()})
