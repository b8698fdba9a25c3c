from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "trongtam.reviews"
    label = "reviews"

    def ready(self) -> None:
        from trongtam.guide import screens as help_screens

        from . import acts, laying, screens, wiring_rounds, wiring_schemes

        acts.register_all()
        wiring_schemes.register_all()
        wiring_rounds.register_all()
        help_screens.add(screens.TOPICS)
        laying.after_migrating(self)
