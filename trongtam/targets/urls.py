"""Addresses of targets."""

from django.urls import path

from .views import board, target

app_name = "targets"
urlpatterns = [
    path("board/", board.own_board, name="own_board"),
    path("board/<slug:code>/", board.board, name="board"),
    path("targets/<int:pk>/", target.target, name="target"),
]
