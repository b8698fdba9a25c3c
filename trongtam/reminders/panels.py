"""What this room shows on the page of one's account."""

from trongtam.look.registry import Panel


def own_reminders(request, user) -> Panel:
    """The way to one's reminders."""
    return Panel("reminders/profile_panel.html")
