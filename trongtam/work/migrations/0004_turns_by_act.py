
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('work', '0003_several_focuses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='turn',
            index=models.Index(fields=['act', 'at'], name='work_turn_act_71e298_idx'),
        ),
    ]
