"""Addresses of sign-in and of one's own login. The names are those that django-allauth asks for; its other pages
(sign-up, e-mail, reset by mail) have no address here."""

from django.urls import path

from .views import profile, second_factor, signing_in, slips

urlpatterns = [
    path("login/", signing_in.LoginView.as_view(), name="account_login"),
    path("login/locked/", signing_in.locked, name="account_inactive"),
    path("login/code/", signing_in.SecondStepView.as_view(), name="mfa_authenticate"),
    path("logout/", signing_in.sign_out, name="account_logout"),
    path("language/", signing_in.set_language, name="set_language"),
    path("s/", slips.use_slip, name="use_slip"),
    path("s/<str:token>/", slips.open_slip, name="open_slip"),
    path("profile/", profile.profile, name="profile"),
    path("profile/password/", profile.change_password, name="account_change_password"),
    path("profile/password/again/", second_factor.PasswordAgainView.as_view(), name="account_reauthenticate"),
    path("profile/sign-out-elsewhere/", profile.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("profile/devices/<int:pk>/sign-out/", profile.sign_out_device, name="sign_out_device"),
    path("profile/second-step/", second_factor.state, name="mfa_index"),
    path("profile/second-step/owed/", second_factor.owed, name="second_factor_owed"),
    path("profile/second-step/set-up/", second_factor.SetUpView.as_view(), name="mfa_activate_totp"),
    path("profile/second-step/again/", second_factor.CodeOnceMoreView.as_view(), name="mfa_reauthenticate"),
    path("profile/second-step/codes/", second_factor.CodesView.as_view(), name="mfa_view_recovery_codes"),
    path("profile/second-step/codes/new/", second_factor.NewCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path("profile/second-step/remove/", second_factor.RemoveView.as_view(), name="mfa_deactivate_totp"),
]
