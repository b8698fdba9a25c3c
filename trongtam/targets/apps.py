from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "trongtam.targets"
    label = "targets"
