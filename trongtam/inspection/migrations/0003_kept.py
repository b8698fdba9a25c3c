"""In a step of its own: PostgreSQL alters no table in the transaction that has filled it."""

import django.db.models.deletion
from django.db import migrations, models


def _unit(related_name, **given):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to="org.unit", **given
    )


class Migration(migrations.Migration):
    dependencies = [("inspection", "0002_carried")]

    operations = [
        migrations.AlterField("programme", "keeper", _unit("programmes_kept")),
        migrations.AlterField("frontopinion", "keeper", _unit("front_opinions_kept")),
    ]
