"""What this room tells the sign-in pages, the profile and the desk about posts; called once, when the program starts."""

from django.utils.translation import gettext_lazy as _

from trongtam.accounts import policy
from trongtam.ledger import acts
from trongtam.look import registry

from . import rules
from .models import Post
from .models.units import on_date
from .queries.accounts import login_labels
from .queries.book_desk import due_entered, due_objections, waiting_objections
from .queries.first_steps import open_commune
from .reach import Reach, Right


def connect() -> None:
    policy.second_factor_rule.provide(lambda user: Reach.of(user).needs_second_factor())
    policy.login_labels.provide(login_labels)
    registry.panels.register("accounts.profile", "org.posts", posts_panel, order=10)
    registry.panels.register("imports.batch", "org.first_steps", back_to_steps)
    registry.panels.register("org.unit", "org.book", book_panel, order=900)
    registry.panels.register("org.person", "org.login", login_panel, order=50)
    registry.due_items.register("org.objections", due_objections)
    registry.due_items.register("org.entered", due_entered)
    registry.waiting_items.register("org.objections", waiting_objections)
    keeps = registry.NavItem(
        "accounts", _("Logins"), "lock", "org:accounts", visible=keeps_accounts, group=registry.PEOPLE
    )
    registry.nav.add(keeps, order=75)
    acts.register("org.account_made", _("made a login"), personal=True)
    acts.register("org.account_locked", _("locked a login"), personal=True)
    acts.register("org.account_opened", _("opened a login again"), personal=True)
    acts.register("org.account_reset", _("printed a one-time slip"), personal=True)
    acts.register("org.second_step_removed", _("took the second step off a login"), personal=True)
    acts.register("org.entry_confirmed", _("confirmed what was entered"))
    acts.register("org.objection_made", _("objected to an entry"))
    acts.register("org.objection_answered", _("answered an objection"))


def keeps_accounts(request) -> bool:
    return Reach.of(request.user).may_anywhere(Right.ACCOUNTS)


def book_panel(request, unit) -> registry.Panel | None:
    """On a unit's page, the way to its book."""
    if rules.can_read_book(request.user, unit) or rules.can_read_own_book(request.user, unit):
        return registry.Panel("org/book_panel.html", {"unit": unit})
    return None


def login_panel(request, person) -> registry.Panel | None:
    """On a person's page, the way to the login."""
    if rules.can_keep_account(request.user, person):
        return registry.Panel("org/account_panel.html", {"person": person})
    return None


def posts_panel(request, user) -> registry.Panel:
    """The posts a person holds today, on his own page."""
    from django.utils import timezone

    held = Post.objects.filter(on_date(timezone.localdate()), person__user=user).select_related("unit")
    return registry.Panel("org/account_posts.html", {"posts": list(held.order_by("unit__path", "pk"))})


def back_to_steps(request, batch):
    """On the page of a sheet that was kept: the way back, while the guided set-up is open to the person."""
    if batch.state != "kept" or open_commune(request.user) is None:
        return None
    return registry.Panel("org/back_to_steps.html")
