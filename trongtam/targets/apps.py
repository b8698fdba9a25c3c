from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class TargetsConfig(AppConfig):
    name = "trongtam.targets"
    label = "targets"

    def ready(self) -> None:
        from trongtam.look import registry
        from trongtam.org.changes import tree_followers

        from . import acts
        from .operations import refresh_after_move

        acts.register_all()
        tree_followers.register("targets.standings", refresh_after_move)
        registry.nav.add(
            registry.NavItem("board", _("Where do we stand?"), "board", "targets:own_board", bar=True), order=20
        )
        registry.nav.add(
            registry.NavItem("entry", _("Type figures"), "in", "targets:own_entry", visible=_states_figures), order=30
        )


def _states_figures(request: HttpRequest) -> bool:
    from trongtam.org.reach import Reach, Right

    reach = Reach.of(request.user)
    return reach.may_anywhere(Right.STATE) or reach.may_anywhere(Right.STATE_FOR)
