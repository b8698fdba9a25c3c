"""Addresses of this room."""

from django.urls import URLPattern

from . import urls_record

app_name = "meetings"
urlpatterns: list[URLPattern] = [*urls_record.urlpatterns]
