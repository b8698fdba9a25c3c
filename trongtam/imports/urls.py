"""Addresses of sheets that go out and come in."""

from django.urls import path

from . import views

app_name = "imports"
urlpatterns = [
    path("imports/", views.batches, name="batches"),
    path("imports/batches/<uuid:key>/", views.batch, name="batch"),
    path("imports/batches/<uuid:key>/columns/", views.name_columns, name="name_columns"),
    path("imports/batches/<uuid:key>/day/", views.set_day, name="set_day"),
    path("imports/batches/<uuid:key>/keep/", views.keep, name="keep"),
    path("imports/batches/<uuid:key>/undo/", views.undo, name="undo"),
    path("imports/batches/<uuid:key>/refused/", views.refused, name="refused"),
    path("imports/of/<slug:code>/", views.sheets, name="sheets"),
    path("imports/<slug:kind>/<slug:code>/", views.sheet, name="sheet"),
    path("imports/<slug:kind>/<slug:code>/export/", views.export, name="export"),
]
