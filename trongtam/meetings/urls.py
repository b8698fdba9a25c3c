"""Addresses of this room."""

from functools import partial

from django.urls import URLPattern, path

from . import urls_record
from .views import after, pages, preparing, session

app_name = "meetings"


def _press(name: str, word: str) -> URLPattern:
    return path(f"meetings/<int:pk>/{word}/", partial(preparing.press, act=name), name=name)


def _why(name: str, word: str) -> URLPattern:
    return path(f"meetings/<int:pk>/{word}/", partial(preparing.say_why, act=name), name=name)


urlpatterns = [
    *urls_record.urlpatterns,
    path("meetings/", pages.own, name="own"),
    path("meetings/unit/<slug:code>/", pages.of_unit, name="of_unit"),
    path("meetings/unit/<slug:code>/next/", preparing.prepare_next, name="prepare_next"),
    path("meetings/unit/<slug:code>/prepare/", preparing.prepare_meeting, name="prepare_meeting"),
    path("meetings/<int:pk>/", pages.meeting, name="meeting"),
    path("meetings/<int:pk>/rewrite/", preparing.rewrite_meeting, name="rewrite_meeting"),
    path("meetings/<int:pk>/agenda/", preparing.arrange_agenda, name="arrange_agenda"),
    path("meetings/<int:pk>/invitation/", preparing.invitation, name="invitation"),
    path("meetings/<int:pk>/hold/", session.hold, name="hold"),
    path("meetings/<int:pk>/minutes/", after.minutes, name="minutes"),
    path("decisions/<int:pk>/change/", session.change, name="change_decision"),
    path("decisions/<int:pk>/take-back/", session.take_back, name="take_decision_back"),
    _press("call_meeting", "call"),
    _press("take_call_back", "uncall"),
    _press("begin_meeting", "begin"),
    _press("take_begin_back", "unbegin"),
    _press("sign_minutes", "sign"),
    _press("send_minutes", "send"),
    _press("take_not_held_back", "resume"),
    _why("record_not_held", "not-held"),
    _why("take_signature_back", "unsign"),
    _why("take_end_back", "unend"),
]
