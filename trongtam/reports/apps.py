from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "trongtam.reports"
    label = "reports"
