"""Addresses of this room."""

from django.urls import URLPattern

from . import urls_answering, urls_following

app_name = "support"
urlpatterns: list[URLPattern] = [
    *urls_following.urlpatterns,
    *urls_answering.urlpatterns,
]
