"""What a session proves about the person in front of it. Reads the session only, no table."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password


def second_factor_shown(request) -> bool:
    """Whether a code of the second factor was given in this session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def remember_second_factor(request) -> None:
    """The person has just proven the second factor (at set-up)."""
    record_authentication(request, request.user, method="mfa", type="totp")


def remember_password(request) -> None:
    """The person has just given or chosen the password: for five minutes it is not asked again."""
    reauthenticate_by_password(request)
