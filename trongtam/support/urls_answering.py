"""Addresses of recommendations, notices and notes of groups."""

from functools import partial

from django.urls import URLPattern, path

from .views import answering, notes, notices, recommendations, sessions, voters


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
    path("voters/<slug:code>/", voters.voters, name="voters"),
    path("voters/<slug:code>/record/", voters.record_voter_session, name="record_voter_session"),
    path("voters/<slug:code>/word/", voters.voters_word, name="voters_word"),
    path("voters/<slug:code>/excel/", voters.voters_excel, name="voters_excel"),
    path("voters/<slug:code>/issue/", voters.issue_voters, name="issue_voters"),
    path("voter-sessions/<int:pk>/", voters.voter_session, name="voter_session"),
    path("sessions/of/<slug:code>/", sessions.working_sessions, name="working_sessions"),
    path("sessions/of/<slug:code>/open/", sessions.open_working_session, name="open_working_session"),
    path("sessions/<int:pk>/", sessions.working_session, name="working_session"),
    path("sessions/<int:pk>/present/", sessions.present_standing, name="present_standing"),
    path("sessions/<int:pk>/direct/", sessions.give_direction, name="give_direction"),
    path("sessions/<int:pk>/conclude/", sessions.conclude_session, name="conclude_session"),
    path("sessions/<int:pk>/word/", sessions.session_word, name="session_word"),
    path("sessions/<int:pk>/issue/", sessions.issue_session, name="issue_session"),
    path("directions/<int:pk>/result/", sessions.tell_result, name="tell_result"),
    path("directions/<int:pk>/recommend/", sessions.pass_direction_on, name="pass_direction_on"),
]
