"""Addresses of schemes, of the checker for a received table, and of the papers."""

from django.urls import path

from .views import below, checking, papers, schemes

urlpatterns = [
    path("reviews/below/<slug:code>/", below.below_unit, name="below"),
    path("reviews/check/", checking.check_table, name="check_table"),
    path("reviews/subjects/<int:pk>/form/<slug:kind>/", papers.form_file, name="form_file"),
    path("reviews/rounds/<int:pk>/summary/<slug:kind>/", papers.summary_file, name="summary_file"),
    path("reviews/rounds/<int:pk>/forms/", papers.forms_zip, name="forms_zip"),
    path("reviews/schemes/", schemes.schemes, name="schemes"),
    path("reviews/schemes/<int:pk>/", schemes.scheme, name="scheme"),
    path("reviews/schemes/<int:pk>/adapt/<slug:code>/", schemes.adapt_scheme, name="adapt_scheme"),
    path("reviews/schemes/<int:pk>/revise/", schemes.revise_scheme, name="revise_scheme"),
]
