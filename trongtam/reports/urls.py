"""Addresses of reports, and of the papers owed upward."""

from django.urls import path

from .views import blanks, duties, once, reports

app_name = "reports"
urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", reports.begin_report, name="begin_report"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/write/", reports.write_texts, name="write_texts"),
    path("reports/<int:pk>/reading-day/", reports.move_reading_day, name="move_reading_day"),
    path("reports/<int:pk>/signer/", reports.choose_signer, name="choose_signer"),
    path("reports/<int:pk>/wording/", reports.set_wording, name="set_wording"),
    path("reports/<int:pk>/word/", reports.word, name="word"),
    path("reports/<int:pk>/issue/", reports.issue, name="issue"),
    path("reports/<int:pk>/excel/", reports.excel, name="excel"),
    path("reports/forms/", blanks.blanks, name="blanks"),
    path("reports/forms/new/", blanks.bring_form, name="bring_form"),
    path("reports/forms/<int:pk>/", blanks.blank, name="blank"),
    path("reports/forms/<int:pk>/renew/", blanks.renew_form, name="renew_form"),
    path("reports/forms/<int:pk>/recognise/", blanks.recognise, name="recognise"),
    path("reports/forms/<int:pk>/cell/<str:place>/", blanks.map_cell, name="map_cell"),
    path("reports/forms/<int:pk>/cell/<str:place>/free/", blanks.unmap_cell, name="unmap_cell"),
    path("reports/forms/<int:pk>/preview/", blanks.preview, name="preview"),
    path("reports/forms/<int:pk>/fill/", blanks.fill, name="fill"),
    path("reports/owed/", duties.owed, name="owed"),
    path("reports/owed/new/", duties.note_duty, name="note_duty"),
    path("reports/owed/once/", once.note_once, name="note_once"),
    path("reports/owed/<int:pk>/", duties.duty, name="duty"),
    path("reports/owed/<int:pk>/amend/", duties.amend_duty, name="amend_duty"),
    path("reports/owed/<int:pk>/once/", once.amend_once, name="amend_once"),
    path("reports/owed/<int:pk>/end/", duties.end_duty, name="end_duty"),
    path("reports/owed/<int:pk>/<str:code>/", duties.owed_paper, name="owed_paper"),
    path("reports/owed/<int:pk>/<str:code>/sent/", duties.mark_sent, name="mark_sent"),
    path("reports/owed/<int:pk>/<str:code>/not-asked/", duties.mark_not_asked, name="mark_not_asked"),
    path("reports/owed/<int:pk>/<str:code>/take-back/", duties.take_back, name="take_back"),
]
