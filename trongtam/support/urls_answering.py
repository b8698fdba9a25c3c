"""Addresses of recommendations, notices and notes of groups."""

from functools import partial

from django.urls import URLPattern, path

from .views import answering, notes, notices, recommendations


def _why(name: str, act: str, word: str) -> URLPattern:
    return path(f"recommendations/<int:pk>/{word}/", partial(answering.say_why, act=act), name=name)


def _press(name: str, act: str, word: str) -> URLPattern:
    return path(f"recommendations/<int:pk>/{word}/", partial(answering.press, act=act), name=name)


urlpatterns = [
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/raise/", answering.raise_recommendation, name="raise_recommendation"),
    path("recommendations/of/<slug:code>/", recommendations.recommendations_of, name="recommendations_of"),
    path("recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/answer/", answering.answer_recommendation, name="answer_recommendation"),
    path("recommendations/<int:pk>/pass-on/", answering.pass_on_recommendation, name="pass_on_recommendation"),
    _press("accept_recommendation", "accept", "accept"),
    _press("settle_recommendation", "settle", "settle"),
    _why("not_satisfied_recommendation", "not_satisfied", "not-satisfied"),
    _why("escalate_recommendation", "escalate", "escalate"),
    _why("withdraw_recommendation", "withdraw", "withdraw"),
    path("unit-notices/", notices.notices, name="notices"),
    path("unit-notices/send/<slug:code>/", notices.send_notice, name="send_notice"),
    path("unit-notices/<int:pk>/", notices.notice, name="notice"),
    path("unit-notices/<int:pk>/withdraw/", notices.withdraw_notice, name="withdraw_notice"),
    path("unit-notices/lines/<int:pk>/acknowledge/", notices.acknowledge_notice, name="acknowledge_notice"),
    path("notes/", notes.notes, name="notes"),
    path("notes/of/<slug:code>/", notes.notes_of, name="notes_of"),
    path("notes/write/<slug:code>/", notes.write_group_note, name="write_group_note"),
]
