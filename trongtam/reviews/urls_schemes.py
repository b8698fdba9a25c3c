"""Addresses of schemes, of the checker for a received table, and of the papers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
