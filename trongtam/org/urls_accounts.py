"""Addresses of logins and of the book; `org/urls.py` takes them in."""

from django.urls import path

from .views import accounts, book

account_urls = [
    path("logins/", accounts.accounts, name="accounts"),
    path("people/<slug:code>/login/", accounts.account, name="account"),
    path("people/<slug:code>/login/make/", accounts.make_login, name="make_login"),
    path("people/<slug:code>/login/reset/", accounts.reset_login, name="reset_login"),
    path("people/<slug:code>/login/lock/", accounts.lock_login, name="lock_login"),
    path("people/<slug:code>/login/open/", accounts.open_login, name="open_login"),
    path("people/<slug:code>/login/second-step/", accounts.remove_second_step, name="remove_second_step"),
]

book_urls = [
    path("book/<slug:code>/", book.book, name="book"),
    path("book/<slug:code>/confirm/<int:entry>/", book.confirm_entry, name="confirm_entry"),
    path("book/<slug:code>/object/<int:entry>/", book.object_to_entry, name="object_to_entry"),
    path("book/<slug:code>/answer/<int:objection>/", book.answer_objection, name="answer_objection"),
]
