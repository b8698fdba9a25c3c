from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0005_passed_on_index")]
    operations = [
        migrations.AddField(
            model_name="unitsettings",
            name="logins_aside",
            field=models.BooleanField(default=False, editable=False),
        )
    ]
