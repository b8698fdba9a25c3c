"""What this room counts by itself: works by how they ended or stand, and for each recurring work the units that kept it."""

from trongtam.targets import live

from .queries import figures, kept


def register_all() -> None:
    for key, provider in (
        (figures.IN_TIME, figures.in_time),
        (figures.BEYOND, figures.beyond),
        (figures.OVERDUE, figures.overdue),
    ):
        live.register(key, provider, whole=True, proof=figures.prove_works)
    live.register_family(kept.FAMILY, kept.find_kept, proof=kept.prove_kept)
