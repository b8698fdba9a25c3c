"""Addresses of this room."""

from django.urls import path

from .views import demands, front, inspections, papers

app_name = "inspection"
urlpatterns = [
    path("inspection/", inspections.programmes, name="programmes"),
    path("inspection/new/", inspections.make_programme, name="make_programme"),
    path("inspection/overview/", inspections.overview, name="overview"),
    path("inspection/programmes/<int:pk>/", inspections.programme, name="programme"),
    path("inspection/programmes/<int:pk>/subject/", inspections.plan_subject, name="plan_subject"),
    path("inspection/programmes/<int:pk>/word/", papers.programme_paper, {"kind": "word"}, name="programme_word"),
    path("inspection/programmes/<int:pk>/excel/", papers.programme_paper, {"kind": "excel"}, name="programme_excel"),
    path("inspection/<int:pk>/", inspections.inspection, name="inspection"),
    path("inspection/<int:pk>/decide/", inspections.decide, name="decide"),
    path("inspection/<int:pk>/report/", inspections.report, name="report"),
    path("inspection/<int:pk>/conclude/", inspections.conclude, name="conclude"),
    path("inspection/<int:pk>/papers/<slug:name>/", papers.paper, name="paper"),
    path("inspection/<int:pk>/drop/", inspections.drop, name="drop"),
    path("inspection/demands/<int:pk>/", demands.demand, name="demand"),
    path("inspection/demands/<int:pk>/follow/", demands.follow_up, name="follow_up"),
    path("inspection/demands/<int:pk>/extend/", demands.extend_demand, name="extend_demand"),
    path("inspection/demands/<int:pk>/settle/", demands.settle_demand, name="settle_demand"),
    path("inspection/front/", front.opinions, name="opinions"),
    path("inspection/front/new/", front.record_opinion, name="record_opinion"),
    path("inspection/front/<int:pk>/", front.opinion, name="opinion"),
    path("inspection/front/<int:pk>/reply/", front.reply_to_opinion, name="reply_to_opinion"),
    path("inspection/front/<int:pk>/settle/", front.settle_opinion, name="settle_opinion"),
]
