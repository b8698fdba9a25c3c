"""What every page's shell needs, read from the registries only and only when the page asks."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from trongtam.look import registry
from trongtam.look.addresses import address


@dataclass(frozen=True)
class NavPlace:
    key: str
    label: Any
    icon: str
    url: str
    bar: bool
    count: int
    current: bool
    group: str = registry.OTHER


@dataclass
class NavSection:
    """A heading of the side bar with its places. `open`: it shows them, since one of them is the page or since all fit anyway;
    `group` None for one's own places and for a place that stands alone."""

    group: registry.NavGroup | None
    places: list[NavPlace]
    open: bool = True

    @property
    def count(self) -> int:
        return sum(place.count for place in self.places)


# So many places stand in a window of usual height without a heading being closed.
FIT = 10


def sections_of(places: list[NavPlace], current: str = "") -> list[NavSection]:
    """One's own places first, then each heading that has any. `current`: the key of the place that the page names as its own;
    without it the address tells."""
    by_group: dict[str, list[NavPlace]] = {}
    for place in places:
        by_group.setdefault(registry.OWN if place.bar else place.group, []).append(place)
    found = [NavSection(None, by_group.pop(registry.OWN, []))]
    all_fit = len(places) <= FIT
    for group in registry.nav_groups:
        held = by_group.pop(group.key, [])
        here = any(place.key == current if current else place.current for place in held)
        if held:
            found.append(NavSection(group if len(held) > 1 else None, held, all_fit or here))
    return found


def initials(name: str) -> str:
    """First and last word's first letters: Nguyễn Văn Mẫu → NM."""
    words = name.split()
    if not words:
        return "?"
    return (words[0][0] + words[-1][0] if len(words) > 1 else words[0][:2]).upper()


class Shell:
    """The frame of a page for one request. Each property is computed once, when a template reads it."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def user(self):
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def name(self) -> str:
        return str(self.user) if self.user else ""

    @cached_property
    def initials(self) -> str:
        return initials(self.name)

    @cached_property
    def role(self):
        return registry.role(self.request) if self.user else ""

    @cached_property
    def where(self) -> registry.Where:
        return registry.where(self.request)

    @cached_property
    def demonstration(self) -> bool:
        return bool(registry.demonstration(self.request))

    @cached_property
    def nav(self) -> list[NavPlace]:
        if not self.user:
            return []
        items = [(item, item.url) for item in registry.nav if item.visible is None or item.visible(self.request)]
        items = [(item, url) for item, url in items if url]
        here = self._here([url for _, url in items])
        return [
            NavPlace(
                key=item.key,
                label=item.label,
                icon=item.icon,
                url=url,
                bar=item.bar,
                count=item.count(self.request) if item.count else 0,
                current=url == here,
                group=item.group if item.group == registry.OWN or item.group in registry.nav_groups else registry.OTHER,
            )
            for item, url in items
        ]

    @cached_property
    def more_count(self) -> int:
        """What waits in the places that the phone's bottom bar leaves out."""
        return sum(place.count for place in self.nav if not place.bar)

    def _here(self, urls: list[str]) -> str | None:
        """The longest address that the page's path starts with; the front page only for itself."""
        path = self.request.path
        fitting = [url for url in urls if url == path or (url != "/" and path.startswith(url))]
        return max(fitting, key=len, default=None)

    @cached_property
    def home_url(self) -> str:
        return address("home") or "/"

    @cached_property
    def search_url(self) -> str:
        return address("search")

    @cached_property
    def profile_url(self) -> str:
        return address("profile")

    @cached_property
    def login_url(self) -> str:
        return address("account_login")

    @cached_property
    def logout_url(self) -> str:
        return address("account_logout")

    @cached_property
    def language_url(self) -> str:
        return address("set_language")

    @cached_property
    def drafts_url(self) -> str:
        """What the key of a form is added to."""
        return reverse("look:draft", args=["x"]).removesuffix("x")

    @cached_property
    def help_url(self) -> str:
        """The part of the guide that belongs to this page."""
        return registry.help_url(self.request)

    @cached_property
    def more_url(self) -> str:
        return address("look:more")


def shell(request) -> dict:
    """Context processor: `shell`, the same object for all templates of one request."""
    if not hasattr(request, "_look_shell"):
        request._look_shell = Shell(request)
    return {"shell": request._look_shell}
