"""Addresses of this room."""

from django.urls import URLPattern

from . import urls_rounds, urls_schemes

app_name = "reviews"
urlpatterns: list[URLPattern] = [*urls_schemes.urlpatterns, *urls_rounds.urlpatterns]
