"""Rooms above that keep figures by the tree follow its changes: each registers an act in its `apps.py`, and the operation that
moves or ends a unit tells them, in its own transaction."""

from collections.abc import Callable

from trongtam.look.registry import Registry

tree_followers: Registry[Callable[[list[str]], None]] = Registry("followers of the tree")


def tree_changed(*paths: str) -> None:
    """Tell every follower the paths (before and after) between which units have changed their place."""
    for follow in tree_followers:
        follow([path for path in paths if path])
