from django.urls import path

from trongtam.look import views

app_name = "look"

urlpatterns = [
    path("more/", views.more, name="more"),
    path("offline/", views.offline, name="offline"),
]
