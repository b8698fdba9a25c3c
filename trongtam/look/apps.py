from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "trongtam.look"
    label = "look"

    def ready(self) -> None:
        from . import operations, queries, registry

        registry.waiting_items.register("look.jobs", queries.waiting_of, order=20)
        registry.tidying.register("look.drafts", operations.forget_old)
        registry.tidying.register("look.jobs", operations.forget_ended)
