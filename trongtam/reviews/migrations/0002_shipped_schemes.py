"""The schemes that come with the program are laid; `lay_shipped_schemes` brings in those of later releases."""

from typing import Any

from django.db import migrations
from django.utils import timezone

from trongtam.reviews.scheme_reading import content_of
from trongtam.reviews.shipped import shipped_schemes


def lay(apps: Any, _editor: Any) -> None:
    version = apps.get_model("reviews", "SchemeVersion")
    now = timezone.now()
    version.objects.bulk_create(
        version(
            code=one.scheme.code,
            version=one.version,
            subject=one.scheme.subject,
            form=one.scheme.form,
            cycle=one.scheme.cycle,
            valid_from=one.scheme.valid_from,
            valid_to=one.scheme.valid_to,
            title=one.scheme.title,
            source=one.scheme.source,
            checked=one.scheme.checked,
            content=content_of(one.scheme),
            at=now,
        )
        for one in shipped_schemes()
    )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_schemes")]
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
