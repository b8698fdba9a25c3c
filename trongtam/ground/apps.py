from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "trongtam.ground"
    label = "ground"
