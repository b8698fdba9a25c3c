from django.urls import path

from trongtam.look import views

app_name = "look"

urlpatterns = [
    path("more/", views.more, name="more"),
    path("offline/", views.offline, name="offline"),
    path("who/", views.who, name="who"),
    path("drafts/<path:key>", views.draft, name="draft"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<uuid:key>/", views.job, name="job"),
    path("jobs/<uuid:key>/file/", views.job_file, name="job_file"),
    path("jobs/<uuid:key>/again/", views.again, name="again"),
    path("views/", views.saved_views, name="saved_views"),
    path("views/keep/", views.keep_view, name="keep_view"),
    path("views/<int:pk>/", views.saved_view, name="saved_view"),
    path("views/<int:pk>/rename/", views.rename_view, name="rename_view"),
    path("views/<int:pk>/share/", views.share_view, name="share_view"),
    path("views/<int:pk>/remove/", views.remove_view, name="remove_view"),
    path("to/<str:way>/", views.way, name="way"),
    path("app.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service_worker"),
]
