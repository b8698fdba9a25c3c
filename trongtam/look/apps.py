from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "trongtam.look"
    label = "look"
