"""Addresses of this room."""

from django.urls import path

from .views import awards, exemplars, ladders, movements

app_name = "emulation"
urlpatterns = [
    path("emulation/", exemplars.exemplars, name="exemplars"),
    path("emulation/exemplars/new/", exemplars.register_exemplar, name="register_exemplar"),
    path("emulation/exemplars/<int:pk>/", exemplars.exemplar, name="exemplar"),
    path("emulation/exemplars/<int:pk>/recognise/", exemplars.recognise_exemplar, name="recognise_exemplar"),
    path("emulation/exemplars/<int:pk>/replicate/", exemplars.replicate_exemplar, name="replicate_exemplar"),
    path("emulation/exemplars/<int:pk>/end/", exemplars.end_exemplar, name="end_exemplar"),
    path("emulation/exemplars/<int:pk>/consent/", exemplars.withdraw_consent, name="withdraw_consent"),
    path("emulation/exemplars/<int:pk>/learners/", exemplars.record_learners, name="record_learners"),
    path("emulation/exemplars/<int:pk>/copy/", exemplars.copy_exemplar, name="copy_exemplar"),
    path("emulation/copies/<int:pk>/", exemplars.tell_copy, name="tell_copy"),
    path("emulation/movements/", movements.movements, name="movements"),
    path("emulation/movements/new/", movements.launch_movement, name="launch_movement"),
    path("emulation/movements/<int:pk>/", movements.movement, name="movement"),
    path("emulation/movements/<int:pk>/commit/", movements.commit, name="commit"),
    path("emulation/movements/<int:pk>/review/", movements.review_movement, name="review_movement"),
    path("emulation/ladders/", ladders.ladders, name="ladders"),
    path("emulation/ladders/new/", ladders.set_ladder, name="set_ladder"),
    path("emulation/ladders/<int:pk>/", ladders.ladder, name="ladder"),
    path("emulation/ladders/<int:pk>/end/", ladders.end_ladder, name="end_ladder"),
    path("emulation/awards/", awards.awards, name="awards"),
    path("emulation/awards/new/", awards.record_award, name="record_award"),
    path("emulation/awards/<int:pk>/", awards.award, name="award"),
    path("emulation/awards/<int:pk>/withdraw/", awards.withdraw_award, name="withdraw_award"),
    path("emulation/awards/word/", awards.awards_paper, {"kind": "word"}, name="awards_word"),
    path("emulation/awards/excel/", awards.awards_paper, {"kind": "excel"}, name="awards_excel"),
    path("emulation/proposals/new/", awards.propose_award, name="propose_award"),
    path("emulation/proposals/<int:pk>/", awards.proposal, name="proposal"),
    path("emulation/proposals/<int:pk>/grant/", awards.grant_proposal, name="grant_proposal"),
    path("emulation/proposals/<int:pk>/decline/", awards.decline_proposal, name="decline_proposal"),
]
