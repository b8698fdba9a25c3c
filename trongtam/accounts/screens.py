"""Which topic of the guides belongs to which screen of this room."""

TOPICS: dict[str, tuple[str, ...]] = {
    "sign-in": (
        "account_login",
        "account_inactive",
        "mfa_authenticate",
        "use_slip",
        "open_slip",
    ),
    "account": (
        "profile",
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "sign_out_elsewhere",
        "sign_out_device",
        "mfa_index",
        "second_factor_owed",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
    ),
}
