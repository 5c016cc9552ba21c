"""The first tables of the ledger."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('seq', models.PositiveIntegerField(default=0, help_text='Of the last event; 0 before the first.')),
                ('head', models.BinaryField(help_text='Hash of the last event; before the first, of the beginning.')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField()),
                ('action', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('actor_id', models.CharField(max_length=60)),
                ('actor_label', models.CharField(max_length=200)),
                ('post_label', models.CharField(blank=True, max_length=200)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.CharField(max_length=60)),
                ('data', models.JSONField(help_text='What the sentence needs. Personal values only as commitments.')),
                ('digests', models.JSONField(help_text='[["table", "key", "digest" or null when deleted]]')),
                ('prev', models.BinaryField()),
                ('hash', models.BinaryField()),
                ('chain', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='ledger.chain')),
            ],
            options={
                'ordering': ['chain', 'seq'],
            },
        ),
        migrations.CreateModel(
            name='Salt',
            fields=[
                ('chain', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='salt', serialize=False, to='ledger.chain')),
                ('value', models.BinaryField()),
            ],
            options={
                'ordering': ['chain'],
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('first', models.BigIntegerField(help_text='Position of its first event.')),
                ('last', models.BigIntegerField()),
                ('root', models.BinaryField()),
                ('prev_hash', models.BinaryField(help_text='Hash of the checkpoint before; empty for the first.')),
                ('signed_at', models.DateTimeField()),
                ('key_id', models.CharField(max_length=16)),
                ('signature', models.BinaryField()),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='checkpoint_is_not_empty'), models.UniqueConstraint(fields=('first',), name='checkpoints_do_not_overlap')],
            },
        ),
        migrations.CreateModel(
            name='PendingEvent',
            fields=[
                ('event', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='ledger.event')),
            ],
            options={
                'ordering': ['event'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subscriber', models.CharField(help_text='Its key, and :part where it has several.', max_length=80)),
                ('queue', models.CharField(max_length=60)),
                ('next_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(null=True)),
                ('fence', models.PositiveIntegerField(default=0, help_text='Moves with every claim; old holders are refused.')),
                ('parked_at', models.DateTimeField(help_text='Given up after too many tries, until released.', null=True)),
                ('last_error', models.TextField(blank=True, default='')),
                ('event', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='deliveries', to='ledger.event')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Inbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subscriber', models.CharField(max_length=80)),
                ('event', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ledger.event')),
            ],
            options={
                'verbose_name_plural': 'inbox',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SequencedEvent',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                ('seq', models.PositiveIntegerField()),
                ('hash', models.BinaryField()),
                ('chain', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ledger.chain')),
                ('event', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ledger.event')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('chain', 'seq'), name='event_has_its_place'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('parked_at__isnull', True)), fields=['queue', 'next_at'], name='delivery_due'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('event', 'subscriber'), name='one_delivery_per_event_and_subscriber'),
        ),
        migrations.AddConstraint(
            model_name='inbox',
            constraint=models.UniqueConstraint(fields=('event', 'subscriber'), name='applied_once'),
        ),
        migrations.AddConstraint(
            model_name='sequencedevent',
            constraint=models.UniqueConstraint(fields=('chain', 'seq'), name='numbered_once'),
        ),
    ]
