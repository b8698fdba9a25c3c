from django.urls import path

from .views import files as views

app_name = "archive"
urlpatterns = [
    path("files/classified/", views.classified_papers, name="classified_papers"),
    path("files/classified/new/", views.record_classified_paper, name="record_classified_paper"),
    path("files/<int:pk>/<str:name>", views.download, name="download"),
]
