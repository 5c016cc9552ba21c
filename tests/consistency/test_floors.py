"""Relations between tables point down the house, as imports do; a foreign key by name escapes the linter."""

import pytest
from django.apps import apps
from django.db.models import Field, Model

from tests.consistency.floors import FLOORS, LEVEL, models


def _relations(model: type[Model]) -> list[Field]:
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field for field in own if field.is_relation]


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_a_model_points_to_its_own_floor_or_below(model: type[Model]) -> None:
    here = model._meta.app_label
    targets = {field.related_model._meta.app_label for field in _relations(model)} & set(LEVEL)
    above = {target for target in targets if LEVEL[target] > LEVEL[here]}
    neighbours = {target for target in targets if LEVEL[target] == LEVEL[here]} - {here}
    assert not above
    assert not neighbours


def test_every_app_of_ours_has_its_floor() -> None:
    ours = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}
    assert ours == set().union(*FLOORS)
