import django.db.models.deletion
from django.db import migrations, models


def kept_by_who_launched(apps, _editor):
    apps.get_model("emulation", "Movement").objects.update(keeper=models.F("unit"))


def _before():
    return models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit")


class Migration(migrations.Migration):
    dependencies = [("emulation", "0001_emulation"), ("org", "0007_official")]

    operations = [
        migrations.AddField(
            "movement",
            "keeper",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="movements_kept", to="org.unit"
            ),
        ),
        migrations.RunPython(kept_by_who_launched, migrations.RunPython.noop, elidable=True),
        migrations.AddField("commitment", "unit_before", _before()),
        migrations.AddField("copy", "unit_before", _before()),
        migrations.AddField("exemplar", "unit_before", _before()),
    ]
