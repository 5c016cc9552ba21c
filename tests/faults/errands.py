"""A house transfer (OT1) as its people carry it through the API, step by step."""

from typing import Any

from tests.faults.calls import Callers, Journal
from tests.faults.patience import PROMISED, until
from tests.journeys.helpers import BUYERS_WORDS, CONCLUSIONS, PDF, SELLERS_WORDS, SINGLE_CASH

BUYER, SELLER, CLERK = "citizen3", "citizen1", "clerk1"
DESKS = {"M01": "reviewer-d-zjj", "M02": "reviewer-d-swj", "M03": "reviewer-d-zgj"}
PARTIES = [{"role": "applicant", "person": "P3"}, {"role": "seller", "person": "P1"}]
HANDED_IN = {"file": ("contract.pdf", PDF, "application/pdf")}


class Errand:
    """One case in the making."""

    def __init__(self, callers: Callers, journal: Journal) -> None:
        self._callers = callers
        self._journal = journal
        self.id = ""
        self.number = ""

    def drafted(self) -> "Errand":
        """Everything stated, handed in and signed by the seller; only to be submitted."""
        body = {"one_thing": "OT1", "situation": SINGLE_CASH, "parties": PARTIES}
        case = self._act(BUYER, "POST", "/cases/", json=body)
        self.id = case["id"]
        seller = next(party["id"] for party in case["parties"] if party["role"] == "seller")
        self._act(BUYER, "PATCH", self.path, json={"form": BUYERS_WORDS})
        self._act(SELLER, "PATCH", self.path, json={"form": SELLERS_WORDS})
        self._act(SELLER, "POST", f"{self.path}parties/{seller}/confirm/", json={})
        self._act(BUYER, "POST", f"{self.path}materials/", data={"material": "M-CONTRACT"}, files=HANDED_IN)
        return self

    def submitted(self) -> "Errand":
        """With its number and receipt."""
        self.number = self._act(BUYER, "POST", f"{self.path}submit/", json={})["number"]
        return self

    def accepted(self) -> "Errand":
        """In review, its tasks on their way to the departments."""
        self._act(CLERK, "POST", f"{self.path}accept/", json={})
        return self

    def decided(self, *matters: str) -> "Errand":
        """Approved at the desks of these matters' departments."""
        for matter in matters:
            body = {"decision": "approve", "opinion": "情况属实", "conclusion": CONCLUSIONS[matter]}
            self._act(DESKS[matter], "POST", f"/tasks/{self.task(matter)['id']}/decide/", json=body)
        return self

    def taken_back(self, matter: str) -> "Errand":
        """Claimed by a reviewer from the department's own system."""
        self._act(DESKS[matter], "POST", f"/tasks/{self.task(matter)['id']}/claim/", json={})
        return self

    def concluded(self, matter: str) -> "Errand":
        """Once the department's own system has decided."""
        done = lambda: self.task(matter)["state"] == "concluded"  # noqa: E731
        until(done, seconds=PROMISED, say=lambda: self.task(matter))
        return self

    def lived(self) -> "Errand":
        """From the draft to the last decision, the tax bureau's by its own system."""
        self.drafted().submitted().accepted()
        return self.reviewed()

    def reviewed(self) -> "Errand":
        """The three decisions in the order that the gates ask for."""
        return self.decided("M01").concluded("M02").decided("M03")

    def task(self, matter: str) -> dict[str, Any]:
        """One task as the clerk sees it."""
        tasks = self._callers.look(CLERK, self.path)["tasks"]
        return next(task for task in tasks if task["matter"] == matter)

    @property
    def path(self) -> str:
        """Where the API has it."""
        return f"/cases/{self.id}/"

    def _act(self, who: str, method: str, path: str, **body: Any) -> dict[str, Any]:
        return self._callers.act(self._journal, who, method, path, **body)
