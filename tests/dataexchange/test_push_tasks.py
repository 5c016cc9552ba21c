"""Tasks are handed on to the tax bureau's own system: at least once, in effect once."""

import json
from typing import Any
from uuid import uuid4

import pytest

from approvals.actions import answer_question, ask_applicant, decide_task, open_round, withdraw
from approvals.states import TaskState
from cases.actions import answer_form, attach_material
from cases.models import Case
from core import clock
from core.calendar import due_at
from core.clock import local_date
from dataexchange import clients, pushing
from dataexchange.connectors import connector_for
from dataexchange.connectors.base import ExchangeFailed
from dataexchange.messages import task_message
from dataexchange.models import ExchangeLog, PartnerHealth, PushedTask
from dataexchange.states import Outcome, Purpose
from ledger import relay
from ledger.models import AccessEntry, Delivery, Event
from tests.cast import Cast
from tests.dataexchange.conftest import QUEUE, TAX, connect, deliver
from tests.dataexchange.test_partner_calls import ENDINGS
from tests.filling import paper, submitted
from tests.journeys.helpers import approve, submitted_house_transfer, task_of
from tests.sandbox.process import SandboxProcess, running_sandbox

pytestmark = pytest.mark.django_db

PRICE = {"element": "declared_price", "reason": "与合同不一致"}
FAILURES = {mode: ending for mode, ending in ENDINGS.items() if mode not in {"hang", "drip"}}


def opened(case: Case) -> Event:
    return Event.objects.get(chain=case.chain_id, action="approvals.open_round")


def waiting() -> int:
    return Delivery.objects.filter(queue=QUEUE).count()


def test_only_the_department_with_its_own_system_is_told(accepted: Case, own_system: SandboxProcess):
    queues = set(Delivery.objects.filter(subscriber__startswith="push").values_list("subscriber", "queue"))
    assert queues == {(f"push:{TAX}", QUEUE)}
    assert deliver() == 1
    tax = task_of(accepted, "M02")
    assert own_system.task(TAX, tax.public_id)["state"] == "received"
    assert PushedTask.objects.get().reference == own_system.task(TAX, tax.public_id)["reference"]


def test_nobody_is_told_where_no_department_has_a_system(cast: Cast, settings: Any):
    settings.DEPARTMENT_SYSTEMS = {}
    open_round(submitted_house_transfer(cast), by=cast.clerk)
    assert not Delivery.objects.filter(subscriber__startswith="push").exists()


def test_a_department_is_told_what_its_handbook_asks_for_and_nothing_else(accepted: Case):
    message = task_message(task_of(accepted, "M02"), 1)
    assert message["case"]["number"] == accepted.number
    assert message["elements"]["homes_owned_count"] == 0
    assert message["elements"]["seller_name"] == "张建国"
    assert not {"seller_id_number", "seller_mobile", "contract_date"} & set(message["elements"])
    assert "13800000001" not in json.dumps(message), "the seller's number is not the tax bureau's business"
    assert message["waits_for"] == ["M01"]
    wanted = {field["element"] for field in message["conclusion_fields"]}
    assert wanted >= {"tax_receipt_no", "deed_tax_amount"}
    assert message["due"]["promised"]


def test_a_material_travels_as_hash_and_address(accepted: Case):
    message = task_message(task_of(accepted, "M01"), 1)
    contract = next(one for one in message["materials"] if one["material"] == "M-CONTRACT")
    (file,) = contract["files"]
    assert len(file["sha256"]) == 64
    assert file["url"].startswith("http")
    assert set(file) == {"sha256", "size", "content_type", "pages", "url"}


def test_the_same_state_gives_the_same_message(accepted: Case):
    task = task_of(accepted, "M02")
    assert task_message(task, 7) == task_message(task_of(accepted, "M02"), 7)


def test_a_push_is_once_in_effect_under_redelivery(accepted: Case, own_system: SandboxProcess):
    event, task = opened(accepted), task_of(accepted, "M02")
    for _ in range(5):
        PushedTask.objects.all().delete()  # as if every worker had died before it could write it down
        pushing.hand_on(event, TAX)
    assert [one["task"] for one in own_system.tasks(TAX)].count(str(task.public_id)) == 1
    assert PushedTask.objects.count() == 1


def test_what_was_told_is_not_told_again(accepted: Case, own_system: SandboxProcess):
    for _ in range(3):
        pushing.hand_on(opened(accepted), TAX)
    assert ExchangeLog.objects.count() == 1


@pytest.mark.parametrize(("mode", "ending"), FAILURES.items())
def test_a_partner_that_fails_loses_nothing_and_changes_nothing(
    accepted: Case, own_system: SandboxProcess, mode: str, ending: Outcome
):
    own_system.control(TAX, mode=mode)
    assert deliver() == 0
    task = task_of(accepted, "M02")
    assert task.state == TaskState.READY
    assert waiting() == 1
    assert ExchangeLog.objects.get().outcome == ending

    own_system.control(TAX, mode="manual")
    PartnerHealth.objects.update(open_until=None)
    assert deliver() == 1
    assert waiting() == 0
    assert own_system.task(TAX, task.public_id)["state"] == "received"


def test_a_receipt_for_another_task_is_none(accepted: Case, own_system: SandboxProcess):
    own_system.control(TAX, mode="wrong")
    assert deliver() == 0
    assert ExchangeLog.objects.get().outcome == Outcome.WRONG
    assert not PushedTask.objects.exists()


def test_a_reset_after_the_work_leaves_one_task_there(accepted: Case, own_system: SandboxProcess):
    own_system.control(TAX, mode="reset")
    assert deliver() == 0
    own_system.control(TAX, mode="manual")
    assert deliver() == 1
    entry = own_system.task(TAX, task_of(accepted, "M02").public_id)
    assert entry["pushes"] == 2
    assert PushedTask.objects.count() == 1


def test_after_five_failures_the_partner_is_left_alone_and_then_tried_once(
    accepted: Case, own_system: SandboxProcess
):
    own_system.control(TAX, mode="error")
    for _ in range(8):
        deliver()
    assert ExchangeLog.objects.count() == 5, "a resting partner is not called"
    assert PartnerHealth.objects.get().failures == 5
    attempts = Delivery.objects.get(queue=QUEUE).attempts
    assert attempts == 5, "waiting for a resting partner does not use up tries"

    own_system.control(TAX, mode="manual")
    PartnerHealth.objects.update(open_until="2026-01-01T00:00:00Z")
    assert deliver() == 1
    health = PartnerHealth.objects.get()
    assert (health.failures, health.open_until) == (0, None)


def test_only_one_caller_tries_a_partner_that_has_rested(accepted: Case, own_system: SandboxProcess):
    PartnerHealth.objects.create(partner=TAX, failures=5, open_until="2026-01-01T00:00:00Z")
    pushing.breaker.ask_leave(TAX)
    with pytest.raises(relay.TryLater):
        pushing.breaker.ask_leave(TAX)


def test_facts_that_arrive_later_are_told(cast: Cast, accepted: Case, own_system: SandboxProcess):
    deliver()
    approve(cast, accepted, "M01")
    assert deliver() == 1
    entry = own_system.task(TAX, task_of(accepted, "M02").public_id)
    assert entry["facts"] == ["contract_no", "declared_price"]
    purposes = ExchangeLog.objects.order_by("id").values_list("purpose", flat=True)
    assert list(purposes) == [Purpose.PUSH, Purpose.UPDATE]


def test_a_push_that_comes_late_carries_the_facts_and_the_news_is_told_once(
    cast: Cast, accepted: Case, own_system: SandboxProcess
):
    approve(cast, accepted, "M01")
    while deliver():
        pass
    assert own_system.task(TAX, task_of(accepted, "M02").public_id)["facts"]
    assert waiting() == 0


def test_an_answered_question_is_told_with_the_answer(cast: Cast, accepted: Case, own_system: SandboxProcess):
    deliver()
    tax = task_of(accepted, "M02")
    ask_applicant(tax, by=cast.reviewer(TAX), gaps=[{"element": "homes_owned_count", "reason": "请核对"}])
    answer_form(accepted, by=cast.citizen, form={"homes_owned_count": 1})
    answer_question(accepted, by=cast.citizen)
    message = task_message(task_of(accepted, "M02"), 1)
    assert message["elements"]["homes_owned_count"] == 1
    assert message["questions"][0]["answered_at"]
    assert deliver() == 1
    assert own_system.task(TAX, tax.public_id)["answered"] == [True]
    assert ExchangeLog.objects.first().purpose == Purpose.UPDATE


def test_only_the_department_that_asked_hears_the_answer(cast: Cast, accepted: Case):
    deliver()
    deed = task_of(accepted, "M03")
    ask_applicant(deed, by=cast.reviewer("D-ZGJ"), gaps=[{"element": "property_area", "reason": "不一致"}])
    answer_form(accepted, by=cast.citizen, form={"property_area": 90})
    answer_question(accepted, by=cast.citizen)
    assert waiting() == 0


def test_news_that_fails_is_tried_again(cast: Cast, accepted: Case, own_system: SandboxProcess):
    deliver()
    ask_applicant(task_of(accepted, "M02"), by=cast.reviewer(TAX), gaps=[PRICE])
    answer_form(accepted, by=cast.citizen, form={"declared_price": 1700000})
    answer_question(accepted, by=cast.citizen)
    own_system.control(TAX, mode="reset")
    assert deliver() == 0
    own_system.control(TAX, mode="manual")
    assert deliver() == 1
    assert own_system.task(TAX, task_of(accepted, "M02").public_id)["answered"] == [True]


def test_an_owed_paper_that_came_is_told_to_whoever_needs_it(cast: Cast, settings: Any, own_system: Any):
    health = {"D-SJJ": {**settings.DEPARTMENT_SYSTEMS[TAX]}}
    settings.DEPARTMENT_SYSTEMS = health
    case = submitted(cast, "M14", leave_out={"M-HEALTH"})
    day = local_date(due_at(clock.now(), 3, "workday").at)
    open_round(case, by=cast.clerk, tolerated={"M-HEALTH": day})
    attach_material(case, by=cast.citizen, material="M-HEALTH", files=[paper(cast.citizen)])
    answer_question(case, by=cast.citizen)
    told = Event.objects.get(chain=case.chain_id, action="approvals.answer_question").data
    assert told["materials"] == ["M-HEALTH"]
    assert told["informed"] == [["D-SJJ", str(task_of(case, "M14").public_id)]]


def test_a_withdrawn_case_is_taken_back_from_the_partner(
    cast: Cast, accepted: Case, own_system: SandboxProcess
):
    deliver()
    withdraw(accepted, by=cast.citizen)
    assert deliver() == 1
    assert own_system.task(TAX, task_of(accepted, "M02").public_id)["state"] == "withdrawn"
    assert PushedTask.objects.get().withdrawn_at


def test_a_case_withdrawn_before_the_push_is_never_pushed(
    cast: Cast, accepted: Case, own_system: SandboxProcess
):
    withdraw(accepted, by=cast.citizen)
    while deliver():
        pass
    assert own_system.task(TAX, task_of(accepted, "M02").public_id) == {}
    assert waiting() == 0


def test_a_task_that_fell_with_a_refusal_is_taken_back(
    cast: Cast, accepted: Case, own_system: SandboxProcess
):
    deliver()
    decide_task(task_of(accepted, "M01"), by=cast.reviewer("D-ZJJ"), decision="refuse", opinion="核验不通过")
    assert task_of(accepted, "M02").state == TaskState.CANCELLED
    assert deliver() == 1
    assert own_system.task(TAX, task_of(accepted, "M02").public_id)["state"] == "withdrawn"


def test_a_decision_at_the_desk_needs_no_partner(cast: Cast, accepted: Case, own_system: SandboxProcess):
    own_system.control(TAX, mode="error")
    deliver()
    approve(cast, accepted, "M01")
    approve(cast, accepted, "M02")
    assert task_of(accepted, "M02").state == TaskState.CONCLUDED
    own_system.control(TAX, mode="manual")
    while deliver():
        pass
    assert waiting() == 0
    assert own_system.task(TAX, task_of(accepted, "M02").public_id) == {}, "what is decided is not pushed"


def test_the_partners_look_is_on_record_without_values(accepted: Case, own_system: SandboxProcess):
    deliver()
    entries = AccessEntry.objects.filter(subject_id=str(accepted.pk), actor_id=f"system:push:{TAX}")
    assert "applicant_name" in entries.first().fields
    exchange = ExchangeLog.objects.get()
    kept = json.dumps([exchange.elements, exchange.digest])
    assert "王小明" not in kept
    assert len(exchange.digest) == 64


def test_only_the_portal_may_push(accepted: Case, own_system: SandboxProcess, tmp_path: Any, settings: Any):
    clients.clients_file().write_text(json.dumps({TAX: {"push_token": "theirs"}}), encoding="utf-8")
    keys = tmp_path / "sandbox.json"
    keys.write_text(json.dumps({TAX: {"push_token": "ours"}}), encoding="utf-8")
    with running_sandbox(CLIENTS_FILE=str(keys)) as strict:
        connect(settings, strict)
        with pytest.raises(ExchangeFailed) as refused:
            pushing.hand_on(opened(accepted), TAX)
        assert refused.value.status == 401
        clients.clients_file().write_text(keys.read_text(), encoding="utf-8")
        pushing.hand_on(opened(accepted), TAX)
        assert strict.task(TAX, task_of(accepted, "M02").public_id)


def test_a_withdrawal_of_what_the_partner_never_got_is_fine(own_system: SandboxProcess):
    connector_for(TAX).withdraw_task(str(uuid4()), key="k")
    connector_for(TAX).health()
