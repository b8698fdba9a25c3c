"""Addresses of review rounds and of those who are reviewed in them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
