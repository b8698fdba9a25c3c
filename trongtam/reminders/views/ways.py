"""One's wishes about reminders, and the ways on which they come."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from trongtam.accounts.queries import device_words
from trongtam.accounts.sessions import DEVICE
from trongtam.ground.errors import Refused
from trongtam.look.ways import absolute

from .. import keys, operations, queries
from ..forms import AddressForm, BrowserForm, WishForm
from ..models import Device, PushSubscription
from ..words import of_holidays


def _page(request, *, wishes=None, address=None, calendar="", status=200) -> HttpResponse:
    ways = queries.ways_of(request.user)
    context = {
        "ways": ways,
        "form": wishes or WishForm(instance=ways.preference),
        "address_form": address or AddressForm(),
        "calendar": calendar,
        "push_key": keys.public_key(),
        "known": " ".join(one.endpoint_hash for one in ways.browsers),
        "holidays_said": of_holidays(timezone.localdate()),
        "nav_current": "profile",
    }
    return render(request, "reminders/settings.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def wish(request):
    """The page of one's reminders; sent, the wishes hold from then on."""
    if request.method == "GET":
        return _page(request)
    form = WishForm(request.POST)
    if not form.is_valid():
        return _page(request, wishes=form, status=422)
    operations.wish(request.user, by=request.user, wishes=form.cleaned_data)
    messages.success(request, _("Kept. Your next reminder follows this."))
    return redirect("reminders:settings")


@require_POST
@never_cache
def give_address(request):
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, address=form, status=422)
    try:
        operations.give_address(request.user, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error("address", str(refused))
        return _page(request, address=form, status=422)
    messages.success(request, _("A letter with a link is on its way to this address. Open the link to confirm it."))
    return redirect("reminders:settings")


@require_POST
def remove_address(request):
    operations.remove_address(request.user, by=request.user)
    messages.success(request, _("The address is forgotten. No more letters."))
    return redirect("reminders:settings")


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_address(request, token):
    """Looking uses nothing up (programs that check letters open every link); the button confirms."""
    if request.method == "GET":
        found = queries.address_to_confirm(request.user, token)
        return render(request, "reminders/confirm.html", {"found": found}, status=200 if found else 410)
    operations.confirm_address(request.user, by=request.user, token=token)
    messages.success(request, _("Confirmed. Reminders come to this address too."))
    return redirect("reminders:settings")


@require_POST
def add_browser(request):
    """Asked by the page's script; answers a sentence when it is refused."""
    form = BrowserForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"sentence": _("This browser gave no key. Try again, or use another browser.")}, status=422)
    here = Device.objects.visible_to(request.user).filter(pk=request.session.get(DEVICE, {}).get("pk")).first()
    name = device_words(here) if here else _("A browser")
    try:
        device = here.pk if here else None
        operations.add_browser(request.user, by=request.user, name=name, device=device, **form.cleaned_data)
    except Refused as refused:
        return JsonResponse({"sentence": str(refused)}, status=422)
    return JsonResponse({"url": reverse("reminders:settings")})


@require_POST
def remove_browser(request, pk):
    row = get_object_or_404(PushSubscription.objects.visible_to(request.user), pk=pk)
    operations.remove_browser(row, by=request.user)
    messages.success(request, _("No more reminders on this telephone or computer."))
    return redirect("reminders:settings")


@require_POST
@never_cache
def open_calendar(request):
    """The private address stands in this answer and nowhere else."""
    token = operations.open_calendar(request.user, by=request.user)
    path = reverse("reminders:calendar", args=[token])
    return _page(request, calendar=absolute(request, path))


@require_POST
def close_calendar(request):
    operations.close_calendar(request.user, by=request.user)
    messages.success(request, _("The calendar address has ended."))
    return redirect("reminders:settings")
