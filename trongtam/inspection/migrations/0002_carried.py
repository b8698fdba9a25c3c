import django.db.models.deletion
from django.db import migrations, models


def kept_by_who_made(apps, _editor):
    for name in ("Programme", "FrontOpinion"):
        apps.get_model("inspection", name).objects.update(keeper=models.F("unit"))


def _unit(related_name, **given):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to="org.unit", **given
    )


class Migration(migrations.Migration):
    dependencies = [("inspection", "0001_inspection"), ("org", "0007_official")]

    operations = [
        migrations.AddField("programme", "keeper", _unit("programmes_kept", null=True)),
        migrations.AddField("frontopinion", "keeper", _unit("front_opinions_kept", null=True)),
        migrations.RunPython(kept_by_who_made, migrations.RunPython.noop, elidable=True),
        migrations.AddField("frontopinion", "asked_first", _unit("+", null=True)),
    ]
