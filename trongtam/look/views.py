"""Pages of the shell itself."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render


@login_required
def more(request):
    """All places a person has: what the phone's bottom bar leaves out."""
    return render(request, "look/more.html", {"nav_current": "more"})


def offline(request):
    """What the service worker shows when a page was never opened before and the net is gone. The same for everyone."""
    return render(request, "look/offline.html")
