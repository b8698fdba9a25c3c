"""A person's own page: name, posts, language, password, second step, other sessions, own acts in the book."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from .. import operations, policy, queries
from ..forms import ChangePasswordForm, LanguageForm, NewPasswordForm
from ..models import Device
from ..sessions import DEVICE, remember_device, remember_password


@never_cache
def profile(request):
    user = request.user
    if DEVICE not in request.session:  # a session from before devices were listed
        remember_device(request)
    return render(
        request,
        "accounts/profile.html",
        {
            "nav_current": "profile",
            "language_form": LanguageForm(initial={"language": user.language}),
            "second_factor": is_mfa_enabled(user, [Authenticator.Type.TOTP]),
            "second_factor_needed": policy.needs_second_factor(user),
            "devices": queries.devices(user, request.session.session_key, timezone.now()),
            "acts": queries.own_acts(user),
        },
    )


@policy.always_open
@never_cache
@sensitive_post_parameters()
def change_password(request):
    """Choose another password. Who owes a new one has just given the old one and is not asked for it again."""
    owed = request.user.must_change_password
    form = (NewPasswordForm if owed else ChangePasswordForm)(request.POST or None, user=request.user)
    if not form.is_valid():
        context = {"form": form, "owed": owed, "next": get_next_redirect_url(request) or ""}
        return render(request, "accounts/password.html", context, status=422 if form.is_bound else 200)
    user = operations.change_password(request.user, password=form.cleaned_data["password1"])
    update_session_auth_hash(request, user)
    remember_password(request)
    remember_device(request, user)
    messages.success(request, _("Your new password holds from now on."))
    return redirect(get_next_redirect_url(request) or get_adapter().get_login_redirect_url(request))


@require_POST
def sign_out_elsewhere(request):
    """End the sessions on all other phones and computers; this one stays."""
    user = operations.sign_out_elsewhere(request.user)
    update_session_auth_hash(request, user)
    remember_device(request, user)
    messages.success(request, _("All other phones and computers are signed out."))
    return redirect("profile")


@require_POST
def sign_out_device(request, pk):
    """End the session on one other phone or computer of one's own."""
    operations.sign_out_device(get_object_or_404(Device.objects.visible_to(request.user), pk=pk), by=request.user)
    messages.success(request, _("This phone or computer is signed out."))
    return redirect("profile")
