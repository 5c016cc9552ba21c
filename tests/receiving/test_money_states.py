"""Every state x transition pair of money and parcels: those listed work, every other one refuses."""

import pytest
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from cases.models import Bill, Payment, Refund, Shipment
from cases.payment_states import (
    BILL_TRANSITIONS,
    PAYMENT_TRANSITIONS,
    REFUND_TRANSITIONS,
    SHIPMENT_TRANSITIONS,
    BillState,
    PaymentState,
    RefundState,
    ShipmentState,
)

NOW = timezone.now()
MONEY_IN = {"gateway_no": "G-1", "at": NOW}
ARGUMENTS = {(Payment, "confirm"): MONEY_IN, (Payment, "come_late"): MONEY_IN, (Refund, "refuse"): {}}
TABLES = [
    (Bill, BILL_TRANSITIONS, BillState),
    (Payment, PAYMENT_TRANSITIONS, PaymentState),
    (Refund, REFUND_TRANSITIONS, RefundState),
    (Shipment, SHIPMENT_TRANSITIONS, ShipmentState),
]
PAIRS = [
    pytest.param(model, name, sources, target, state, id=f"{model.__name__}-{name}-{state}")
    for model, table, states in TABLES
    for name, (sources, target) in table.items()
    for state in states
]


@pytest.mark.parametrize(("model", "name", "sources", "target", "state"), PAIRS)
def test_a_transition_starts_where_the_table_says(model, name, sources, target, state) -> None:
    row = model(state=state)
    arguments = ARGUMENTS.get((model, name), {"at": NOW})
    if state in sources:
        getattr(row, name)(**arguments)
        assert row.state == target
    else:
        with pytest.raises(TransitionNotAllowed):
            getattr(row, name)(**arguments)
        assert row.state == state
