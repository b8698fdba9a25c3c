"""What this room counts by itself."""

from trongtam.targets import live

from .queries.live import PROVIDERS, prove_meetings


def register_all() -> None:
    for key, provider in PROVIDERS.items():
        live.register(key, provider, whole=True, proof=prove_meetings)
