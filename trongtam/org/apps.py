from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "trongtam.org"
    label = "org"
