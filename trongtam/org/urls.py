"""Addresses of units and people."""

from django.urls import path

from .urls_accounts import account_urls, book_urls
from .views import erasure, first_steps, party, paste, people, reorganise, set_up, sight, units

app_name = "org"
urlpatterns = [
    *account_urls,
    *book_urls,
    path("setup/", set_up.set_up, name="set_up"),
    path("setup/next/", first_steps.next_steps, name="next_steps"),
    path("setup/put-away/", first_steps.put_away, name="put_away_set_up"),
    path("setup/logins/", first_steps.unit_logins, name="unit_logins"),
    path("setup/logins/list/", first_steps.open_units, name="open_units"),
    path("setup/logins/aside/", first_steps.put_logins_aside, name="put_logins_aside"),
    path("units/", units.tree, name="units"),
    path("units/<slug:code>/", units.unit, name="unit"),
    path("units/<slug:code>/more/", units.unit_more, name="unit_more"),
    path("units/<slug:code>/members/", units.members, name="unit_members"),
    path("units/<slug:code>/login/", first_steps.open_unit, name="open_unit"),
    path("units/<slug:code>/found/", units.found_unit, name="found_unit"),
    path("units/<slug:code>/found-list/", paste.found_units, name="found_units"),
    path("units/<slug:code>/rename/", units.rename_unit, name="rename_unit"),
    path("units/<slug:code>/move/", units.move_unit, name="move_unit"),
    path("units/<slug:code>/dissolve/", units.dissolve_unit, name="dissolve_unit"),
    path("units/<slug:code>/merge/", reorganise.merge_units, name="merge_units"),
    path("units/<slug:code>/split/", reorganise.split_unit, name="split_unit"),
    path("units/<slug:code>/term/", units.open_term, name="open_term"),
    path("units/<slug:code>/settings/", units.change_settings, name="change_settings"),
    path("units/<slug:code>/sight/", sight.grant_sight, name="grant_sight"),
    path("units/<slug:code>/sight/<int:pk>/withdraw/", sight.withdraw_sight, name="withdraw_sight"),
    path("units/<slug:code>/register/", people.register_person, name="register_person"),
    path("people/", people.people, name="people"),
    path("me/", people.own_page, name="own_page"),
    path("people/<slug:code>/", people.person, name="person"),
    path("people/<slug:code>/correct/", people.correct_person, name="correct_person"),
    path("people/<slug:code>/posts/give/", people.give_post, name="give_post"),
    path("people/<slug:code>/posts/<int:pk>/end/", people.end_post, name="end_post"),
    path("people/<slug:code>/erase/", erasure.erase_person, name="erase_person"),
    path("people/<slug:code>/record/", people.record, name="record"),
    path("people/<slug:code>/record/<slug:act>/", party.membership_act, name="membership_act"),
    path("people/<slug:code>/record/spells/<int:pk>/end/", party.end_spell, name="end_spell"),
]
