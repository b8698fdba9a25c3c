from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "trongtam.portal"
    label = "portal"
