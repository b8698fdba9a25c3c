from django.urls import path

from . import views

app_name = "guide"

urlpatterns = [
    path("help/", views.guides, name="guides"),
    path("help/terms/", views.words, name="terms"),
    path("help/on/<slug:topic>/", views.on_topic, name="on"),
    path("help/<slug:name>/", views.guide, name="guide"),
]
