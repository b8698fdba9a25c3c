from django.apps import AppConfig
from django.utils.translation import gettext

from . import phrases


class GroundConfig(AppConfig):
    name = "trongtam.ground"
    label = "ground"

    def ready(self) -> None:
        phrases.speak_through(gettext)
