"""Addresses of reports."""

from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/new/", views.begin_report, name="begin_report"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/write/", views.write_texts, name="write_texts"),
    path("reports/<int:pk>/reading-day/", views.move_reading_day, name="move_reading_day"),
    path("reports/<int:pk>/signer/", views.choose_signer, name="choose_signer"),
    path("reports/<int:pk>/wording/", views.set_wording, name="set_wording"),
    path("reports/<int:pk>/word/", views.word, name="word"),
    path("reports/<int:pk>/issue/", views.issue, name="issue"),
    path("reports/<int:pk>/excel/", views.excel, name="excel"),
]
