"""In a step of its own: PostgreSQL alters no table in the transaction that has filled it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("emulation", "0002_carried")]

    operations = [
        migrations.AlterField(
            "movement",
            "keeper",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="movements_kept",
                to="org.unit",
            ),
        ),
    ]
