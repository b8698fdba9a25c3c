"""Every address of the house; each room keeps its own list."""

from django.urls import URLPattern, URLResolver, include, path

from trongtam.portal.gallery import gallery
from trongtam.portal.views.desk import desk, desk_more
from trongtam.portal.views.health import health
from trongtam.portal.views.search import search

urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk, name="home"),
    path("desk/more/", desk_more, name="desk_more"),
    path("search/", search, name="search"),
    path("health/", health, name="health"),
    path("", include("trongtam.accounts.urls")),
    path("", include("trongtam.look.urls")),
    path("", include("trongtam.guide.urls")),
    path("", include("trongtam.imports.urls")),
    path("", include("trongtam.reminders.urls")),
    path("", include("trongtam.org.urls")),
    path("", include("trongtam.archive.urls")),
    path("", include("trongtam.resolutions.urls")),
    path("", include("trongtam.targets.urls")),
    path("", include("trongtam.work.urls")),
    path("", include("trongtam.support.urls")),
    path("", include("trongtam.meetings.urls")),
    path("", include("trongtam.reviews.urls")),
    path("", include("trongtam.inspection.urls")),
    path("", include("trongtam.emulation.urls")),
    path("", include("trongtam.reports.urls")),
    path("gallery/", gallery, name="gallery"),
]

handler400 = "trongtam.look.errors.bad_request"
handler403 = "trongtam.look.errors.permission_denied"
handler404 = "trongtam.look.errors.not_found"
handler500 = "trongtam.look.errors.server_error"
