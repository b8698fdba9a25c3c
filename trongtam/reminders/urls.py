from django.urls import path

from .views import feed, inbox, ways

app_name = "reminders"

urlpatterns = [
    path("notices/", inbox.inbox, name="inbox"),
    path("notices/<int:pk>/", inbox.open_digest, name="open"),
    path("notices/due/<slug:code>/", inbox.due, name="due"),
    path("profile/reminders/", ways.wish, name="settings"),
    path("profile/reminders/address/", ways.give_address, name="give_address"),
    path("profile/reminders/address/remove/", ways.remove_address, name="remove_address"),
    path("profile/reminders/address/<str:token>/", ways.confirm_address, name="confirm_address"),
    path("profile/reminders/browsers/", ways.add_browser, name="add_browser"),
    path("profile/reminders/browsers/<int:pk>/remove/", ways.remove_browser, name="remove_browser"),
    path("profile/reminders/calendar/", ways.open_calendar, name="open_calendar"),
    path("profile/reminders/calendar/close/", ways.close_calendar, name="close_calendar"),
    path("calendar/<str:token>.ics", feed.calendar, name="calendar"),
]
