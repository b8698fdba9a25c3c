"""What rooms above tell about logins, since this room knows no posts: filled in their `ready()`, asked at request time."""

from collections.abc import Callable
from typing import Any, TypeVar

from trongtam.look.registry import Slot

View = TypeVar("View", bound=Callable[..., Any])

# Whether a login must bring a second factor: `(user) -> bool`. Demonstration logins are never asked.
second_factor_rule: Slot[bool] = Slot("second factor rule", lambda user: False)

# What to say beside each login: `(users) -> {user.pk: "Bí thư, Chi bộ ấp Mẫu"}`.
login_labels: Slot[dict[int, str]] = Slot("login labels", lambda users: {})

# What else ends when a person signs out on a device: `(device's key) -> None`, inside the transaction of the act.
device_leaves: Slot[None] = Slot("device leaves", lambda device: None)


def needs_second_factor(user) -> bool:
    """The registered rule, but never for a demonstration login (the pages say so)."""
    return not user.is_demonstration and second_factor_rule(user)


def always_open(view: View) -> View:
    """Marks a view that a person opens before the login is ready: a new password or a second factor is still owed."""
    view.always_open = True  # type: ignore[attr-defined]  # a mark on a function, read by the middleware
    return view
