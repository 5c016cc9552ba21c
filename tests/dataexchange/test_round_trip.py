"""The tax bureau's own system at work: tasks go out, decisions come back through the public API."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from oauth2_provider.models import Application

from accounts.models import User
from approvals.actions import answer_question, claim_task, open_round, withdraw
from approvals.models import Task
from approvals.states import TaskState
from cases.actions import answer_form
from cases.models import Case, CaseMaterial
from dataexchange import clients
from ledger.models import Event
from portal.api.views.tokens import new_token
from tests.cast import Cast
from tests.dataexchange.conftest import TAX, connect, deliver
from tests.journeys.helpers import approve, submitted_house_transfer, task_of
from tests.sandbox.process import SandboxProcess, running_sandbox, until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau(live_server: Any, cast: Cast, settings: Any) -> Iterator[SandboxProcess]:
    """The tax bureau's system, with a way back into the portal."""
    environment = {
        "PORTAL_URL": live_server.url,
        "CLIENTS_FILE": str(clients.clients_file()),
        "DELAY_SECONDS": "0.1",
    }
    with running_sandbox(**environment) as process:
        connect(settings, process)
        clients.make_clients()
        yield process


@pytest.fixture
def case(cast: Cast, bureau: SandboxProcess) -> Case:
    """In review; the tax bureau has been told."""
    return open_round(submitted_house_transfer(cast), by=cast.clerk)


def concluded(case: Case) -> Task | None:
    task = Task.objects.select_related("conclusion").get(case=case, matter="M02")
    return task if task.state == TaskState.CONCLUDED else None


def decisions(case: Case) -> int:
    return Event.objects.filter(
        chain=case.chain_id, action="approvals.decide_task", data__matter="M02"
    ).count()


def entry(bureau: SandboxProcess, case: Case) -> dict[str, Any]:
    return bureau.task(TAX, task_of(case, "M02").public_id)


def test_the_bureau_waits_for_the_gate_and_decides_when_it_opens(
    cast: Cast, bureau: SandboxProcess, case: Case
):
    assert deliver() == 1
    until(lambda: entry(bureau, case)["last_answer"] == "409 blocked")
    assert task_of(case, "M02").state == TaskState.CLAIMED

    approve(cast, case, "M01")
    deliver()
    task = until(lambda: concluded(case))
    assert task.conclusion.fields["tax_receipt_no"].startswith("SANDBOX-")
    assert task.conclusion.fields["deed_tax_amount"] == 16800
    assert "Sandbox" in task.conclusion.opinion
    assert task_of(case, "M03").facts["tax_receipt_no"] == task.conclusion.fields["tax_receipt_no"]


def test_a_decision_sent_five_times_is_one(cast: Cast, bureau: SandboxProcess, case: Case):
    bureau.control(TAX, mode="repeat")
    approve(cast, case, "M01")
    deliver()
    until(lambda: entry(bureau, case).get("state") == "decided")
    assert decisions(case) == 1


def test_a_refusal_comes_back_with_its_reason(cast: Cast, bureau: SandboxProcess, case: Case):
    bureau.control(TAX, decision="refuse", opinion="计税价格有误")
    approve(cast, case, "M01")
    deliver()
    task = until(lambda: concluded(case))
    assert (task.conclusion.decision, task.conclusion.opinion) == ("refuse", "计税价格有误")


def test_a_malformed_decision_changes_nothing_and_the_right_one_still_counts(
    cast: Cast, bureau: SandboxProcess, case: Case
):
    approve(cast, case, "M01")
    bureau.control(TAX, mode="manual")
    deliver()
    bureau.control(TAX, mode="wrong")
    until(lambda: entry(bureau, case)["last_answer"].startswith("422"))
    assert decisions(case) == 0
    bureau.control(TAX, mode="normal")
    until(lambda: concluded(case))
    assert decisions(case) == 1


def test_an_answer_after_a_withdrawal_changes_nothing(cast: Cast, bureau: SandboxProcess, case: Case):
    bureau.control(TAX, mode="manual")
    deliver()
    withdraw(case, by=cast.citizen)
    bureau.control(TAX, answer=str(task_of(case, "M02").public_id))
    until(lambda: entry(bureau, case)["state"] == "dropped")
    assert task_of(case, "M02").state == TaskState.CANCELLED
    assert decisions(case) == 0


def test_an_officer_takes_the_task_to_the_desk_and_the_system_lets_go(
    cast: Cast, bureau: SandboxProcess, case: Case
):
    bureau.control(TAX, mode="manual")
    deliver()
    claim_task(task_of(case, "M02"), by=cast.reviewer(TAX))
    bureau.control(TAX, mode="normal")
    until(lambda: entry(bureau, case)["state"] == "dropped")
    approve(cast, case, "M01")
    approve(cast, case, "M02")
    assert decisions(case) == 1


def test_the_bureau_asks_waits_for_the_answer_and_decides_then(
    cast: Cast, bureau: SandboxProcess, case: Case
):
    bureau.control(TAX, mode="manual")
    approve(cast, case, "M01")
    deliver()
    gap = {"element": "declared_price", "reason": "与合同不一致"}
    bureau.control(TAX, answer=str(task_of(case, "M02").public_id), decision="ask", gaps=[gap])
    until(lambda: entry(bureau, case)["state"] == "asked")
    bureau.control(TAX, mode="normal")
    assert task_of(case, "M02").state == TaskState.ASKED
    answer_form(case, by=cast.citizen, form={"declared_price": 1700000})
    answer_question(case, by=cast.citizen)
    deliver()
    assert until(lambda: concluded(case)).conclusion.decision == "approve"


def test_credentials_are_made_once_and_kept_as_a_hash(cast: Cast, bureau: SandboxProcess):
    first = clients.make_clients()
    assert clients.make_clients() == first
    application = Application.objects.get()
    assert application.client_secret != first[TAX]["client_secret"]
    assert application.user == User.objects.get(username="system-d-swj")
    assert clients.clients_file().stat().st_mode & 0o077 == 0


def test_the_bureau_reads_the_files_of_its_own_matter_and_no_others(
    cast: Cast, bureau: SandboxProcess, case: Case, live_server: Any, client: Any
):
    token = new_token(User.objects.get(username="system-d-swj"))["token"]
    task = task_of(case, "M02")
    (file,) = (row.file for row in CaseMaterial.objects.filter(case=case))
    address = f"/api/v1/tasks/{task.public_id}/files/{file.public_id}/"
    elsewhere = f"/api/v1/tasks/{task_of(case, 'M01').public_id}/files/{file.public_id}/"
    assert client.get(address).status_code == 401
    answers = {
        url: client.get(url, headers={"Authorization": f"Bearer {token}"}) for url in (address, elsewhere)
    }
    assert sha256(b"".join(answers[address].streaming_content)).hexdigest() == file.sha256
    assert answers[elsewhere].status_code == 404
