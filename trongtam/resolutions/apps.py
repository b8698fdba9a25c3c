from django.apps import AppConfig


class ResolutionsConfig(AppConfig):
    name = "trongtam.resolutions"
    label = "resolutions"
