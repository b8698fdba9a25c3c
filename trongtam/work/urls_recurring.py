"""Addresses of recurring work."""

from django.urls import path

from .views import occurrences, recurring

urlpatterns = [
    path("works/of/<slug:code>/recurring/", recurring.all_recurring, name="all_recurring"),
    path("works/of/<slug:code>/recurring/start/", recurring.start_recurring, name="start_recurring"),
    path("recurring/<int:pk>/", recurring.recurring_work, name="recurring_work"),
    path("recurring/<int:pk>/rewrite/", recurring.rewrite_recurring, name="rewrite_recurring"),
    path("recurring/<int:pk>/stop/", recurring.stop_recurring, name="stop_recurring"),
    path("recurring/<int:pk>/of/<slug:code>/", occurrences.recurring_of_unit, name="recurring_of_unit"),
    path("recurring/<int:pk>/of/<slug:code>/<slug:day>/", occurrences.say_occurrence, name="say_occurrence"),
    path(
        "recurring/<int:pk>/of/<slug:code>/<slug:day>/excuse/", occurrences.excuse_occurrence, name="excuse_occurrence"
    ),
]
