from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "trongtam.accounts"
    label = "accounts"
