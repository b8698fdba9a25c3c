from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "trongtam.archive"
    label = "archive"
