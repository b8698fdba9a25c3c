from django.urls import path

from .views import clauses, documents, rollout, shortcomings

app_name = "resolutions"
urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/new/", documents.register_document, name="register_document"),
    path("documents/orphans/", documents.orphans, name="orphans"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/correct/", documents.correct_document, name="correct_document"),
    path("documents/<int:pk>/clauses/new/", clauses.add_clause, name="add_clause"),
    path("documents/<int:pk>/paste/", clauses.paste_clauses, name="paste_clauses"),
    path("documents/<int:pk>/rollout/", rollout.rollout, name="rollout"),
    path("documents/<int:pk>/send/", rollout.send_document, name="send_document"),
    path("documents/<int:pk>/papers/new/", rollout.owe_paper, name="owe_paper"),
    path("documents/<int:pk>/papers/congress/", rollout.owe_congress_papers, name="owe_congress_papers"),
    path("documents/<int:pk>/rollout/<int:unit_pk>/receive/", rollout.receive_document, name="receive_document"),
    path("documents/<int:pk>/rollout/<int:unit_pk>/study/", rollout.record_study_session, name="record_study_session"),
    path("documents/<int:pk>/rollout/<int:unit_pk>/programme/", rollout.adopt_programme, name="adopt_programme"),
    path("documents/<int:pk>/rollout/<int:unit_pk>/finish/", rollout.finish_rollout, name="finish_rollout"),
    path("papers-owed/<int:pk>/", rollout.fulfil_paper, name="fulfil_paper"),
    path("clauses/<int:pk>/", clauses.clause, name="clause"),
    path("clauses/<int:pk>/correct/", clauses.correct_clause, name="correct_clause"),
    path("clauses/<int:pk>/move/", clauses.move_clause, name="move_clause"),
    path("clauses/<int:pk>/remove/", clauses.remove_clause, name="remove_clause"),
    path("clauses/<int:pk>/shortcoming/", shortcomings.name_shortcoming, name="name_shortcoming"),
    path("shortcomings/", shortcomings.shortcomings, name="shortcomings"),
    path("shortcomings/<int:pk>/", shortcomings.shortcoming, name="shortcoming"),
    path("shortcomings/<int:pk>/remedy/", shortcomings.remedy_shortcoming, name="remedy_shortcoming"),
    path("shortcomings/<int:pk>/contest/", shortcomings.contest_shortcoming, name="contest_shortcoming"),
    path("shortcomings/<int:pk>/answer/", shortcomings.answer_contest, name="answer_contest"),
    path("shortcomings/<int:pk>/accept/", shortcomings.accept_contest, name="accept_contest"),
]
