"""A browser that is woken, for the permission table and the doors."""

from django.utils import timezone

from trongtam.reminders.models import PushSubscription


def browser_of(user, endpoint="https://push.services.mozilla.com/mau", **given) -> PushSubscription:
    return PushSubscription.objects.create(
        **{
            "user": user,
            "name": "Trình duyệt mẫu",
            "endpoint": endpoint,
            "endpoint_hash": f"{user.pk}-{endpoint}"[:64],
            "p256dh": "",
            "auth": "",
            "stamp": user.session_stamp,
            "made_at": timezone.now(),
        }
        | given
    )


def samples(house) -> dict[str, object]:
    return {"browser": browser_of(house.cell_secretary)}
