from django.apps import AppConfig

# The frame's own screens, and these.
TOPICS: dict[str, tuple[str, ...]] = {
    "desk": ("look:more", "look:offline"),
    "views": (
        "look:saved_views",
        "look:saved_view",
        "look:keep_view",
        "look:rename_view",
        "look:share_view",
        "look:remove_view",
    ),
    "jobs": ("look:jobs", "look:job", "look:again"),
}


class GuideConfig(AppConfig):
    name = "trongtam.guide"
    label = "guide"

    def ready(self) -> None:
        from trongtam.look import registry

        from . import explaining, screens
        from .frame import help_url

        screens.add(TOPICS)
        registry.help_url.provide(help_url)
        registry.explain.provide(explaining.explained)
        registry.explain_label.provide(explaining.signed)
