"""A closed case as its departments keep it: gathered once, then told apart (`approvals.filing`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts.models import Department
from approvals.filing import Holdings, Part, Scope, asked_by, faults_of, retention_of, scope_of
from approvals.models import Round, Task
from approvals.papers import addressee, lead_department
from approvals.states import Decision, RoundState, TaskState
from cases.composing import composition_of
from cases.models import Answer, Case, CaseMaterial, Pause, Rating
from cases.selectors import materials_of, parties_of
from core.clock import local_date
from core.values import present
from documents.fonds import archive_number, fonds_of
from documents.models import Certificate, Paper, Retention, StoredFile
from documents.packing import Entry, as_json
from documents.selectors import certificates_of, papers_of
from ledger.proofs import Proof, proof_of
from ledger.verifying.one_case import verify_case

STANDARD = "GB/T 42727-2023"
CHECKS = ("authenticity", "completeness", "usability", "safety")
APPLICATION = {"zh": "申请内容", "en": "Application"}
CONCLUSION = {"zh": "审批结论", "en": "Conclusion"}
LEDGER = {"zh": "办理过程存证", "en": "Record of what happened, with proof"}


@dataclass(frozen=True)
class CaseFile:
    """Everything of one case that is archived; each list is one query, made when it is first needed."""

    case: Case

    @cached_property
    def plan(self) -> Mapping[str, Any]:
        """As agreed at acceptance, of the review that was settled."""
        settled = Round.objects.filter(case=self.case, state=RoundState.SETTLED)
        return settled.order_by("-id")[0].plan

    @cached_property
    def holdings(self) -> Holdings:
        return Holdings.of(self.plan, lead_department(self.case).code)

    @cached_property
    def departments(self) -> dict[str, Department]:
        """code -> each department that keeps a file, in the order of the plan."""
        found = Department.objects.in_bulk(self.holdings.departments, field_name="code")
        return {code: found[code] for code in self.holdings.departments}

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """matter -> its task, with its conclusion."""
        rows = Task.objects.filter(case=self.case, round__state=RoundState.SETTLED)
        return {row.matter: row for row in rows.select_related("conclusion").order_by("ordinal")}

    @cached_property
    def materials(self) -> list[CaseMaterial]:
        return materials_of(self.case)

    @cached_property
    def papers(self) -> list[Paper]:
        return list(papers_of(self.case.chain_id))

    @cached_property
    def certificates(self) -> list[Certificate]:
        return list(certificates_of(self.case.chain_id))

    @property
    def files(self) -> list[StoredFile]:
        """Every stored file of the case, whoever keeps it."""
        handed_in = [row.file for row in self.materials]
        return handed_in + [row.file for row in self.papers] + [row.file for row in self.certificates]

    @cached_property
    def answers(self) -> list[Answer]:
        return list(Answer.objects.filter(case=self.case))

    @cached_property
    def names(self) -> Any:
        """The catalogue's names of elements and materials, in the versions the case pinned."""
        stated = {answer.element: answer.value for answer in self.answers}
        return composition_of(self.case, stated).errand.sources

    @cached_property
    def proof(self) -> Proof:
        """The case's events with their hashes and their way to the signed checkpoints."""
        return proof_of(self.case.chain_id)

    @cached_property
    def about(self) -> dict[str, Any]:
        """What every department's manifest says of the case: who, when, how it ended, how it was judged."""
        case = self.case
        moments = ("submitted_at", "accepted_at", "promised_due_at", "statutory_due_at", "decided_at")
        return {
            "number": case.number,
            "name": case.name,
            "errand": self.plan["errand"],
            "applicant": addressee(case),
            "outcome": case.state,
            "channel": case.channel,
            "hall": case.service_point.name,
            **{name: getattr(case, name) for name in (*moments, "closed_at")},
            "parties": [
                {"role": party.role, "name": party.name, "confirmed_at": party.confirmed_at}
                for party in parties_of(case)
            ],
            "pauses": list(
                Pause.objects.filter(case=case).values(
                    "subject", "kind", "basis", "planned_days", "began_at", "ended_at"
                )
            ),
            "judgements": list(Rating.objects.filter(case=case).values("matter", "grade", "rated_at")),
        }

    def decision_of(self, matter: str) -> str | None:
        """What was decided; None where a matter fell with another."""
        task = self.tasks[matter]
        return task.conclusion.decision if task.state == TaskState.CONCLUDED else None

    def faults(self) -> list[dict[str, str]]:
        """What keeps it from the archive (`approvals.filing.faults_of`); verifies the whole chain."""
        granted = [matter for matter in self.tasks if self.decision_of(matter) == Decision.APPROVE]
        certified = {certificate.source for certificate in self.certificates}
        return faults_of(
            parts=[Part(file.name, file.scan, file.pages) for file in self.files],
            undecided=[
                task.matter
                for task in self.tasks.values()
                if task.state not in (TaskState.CONCLUDED, TaskState.CANCELLED)
            ],
            without_certificate=[matter for matter in granted if matter not in certified],
            papers=[paper.kind for paper in self.papers],
            damaged=[f"{problem.table} {problem.key}" for problem in verify_case(self.case.chain_id)],
        )


@dataclass(frozen=True)
class DepartmentFile:
    """One department's part of it."""

    whole: CaseFile
    department: Department

    @property
    def fonds(self) -> str:
        return fonds_of(self.department)

    @property
    def year(self) -> int:
        return local_date(present(self.whole.case.decided_at, "the decision's date")).year

    @cached_property
    def matters(self) -> list[str]:
        return self.whole.holdings.matters_of(self.department.code)

    @property
    def retention(self) -> Retention:
        return retention_of(self.whole.decision_of(matter) for matter in self.matters)

    @property
    def number(self) -> str:
        number = present(self.whole.case.number, "the case's number")
        return archive_number(self.fonds, self.year, self.retention, number)

    def about(self) -> dict[str, Any]:
        """The manifest's head: whose file, of which case, checked for what, and where the others are."""
        others = [DepartmentFile(self.whole, other) for other in self.whole.departments.values()]
        return {
            "standard": STANDARD,
            "number": self.number,
            "fonds": self.fonds,
            "year": self.year,
            "retention": self.retention,
            "department": {"code": self.department.code, "name": self.department.name},
            "matters": self.matters,
            "case": self.whole.about,
            "through_event": len(self.whole.proof["events"]),
            "passed_checks": CHECKS,
            "files_of_others": [other.number for other in others if other.department != self.department],
        }

    def entries(self) -> list[Entry]:
        """What lies in it: the application, materials, papers, certificates, conclusions, the record."""
        return [
            Entry("application.json", APPLICATION, "record", Scope.OWN, as_json(self._stated())),
            *self._materials(),
            *self._papers(),
            *self._certificates(),
            *self._conclusions(),
            Entry("ledger.json", LEDGER, "record", Scope.SHARED, as_json(self.whole.proof)),
        ]

    def _scope(self, matters: set[str] | None) -> Scope | None:
        return scope_of(matters, self.department.code, self.whole.holdings)

    def _stated(self) -> list[dict[str, Any]]:
        """What its own matters' forms show, as stated, with where each value came from."""
        planned = [task for task in self.whole.plan["tasks"] if task["matter"] in self.matters]
        shown = {element for task in planned for element in task["fields"]}
        return [
            {
                "element": row.element,
                "name": self.whole.names.elements[row.element]["name"],
                "value": row.value,
                "source": row.source,
                "provider": row.provider,
            }
            for row in self.whole.answers
            if row.element in shown
        ]

    def _materials(self) -> Iterator[Entry]:
        asking = asked_by(self.whole.plan)
        for place, row in enumerate(self.whole.materials, 1):
            scope = self._scope(asking.get(row.material, set()))
            if scope is not None:
                title = self.whole.names.materials[row.material]["name"]
                yield Entry(f"materials/{place:03d}-{row.file.name}", title, "material", scope, row.file)

    def _papers(self) -> Iterator[Entry]:
        for place, paper in enumerate(self.whole.papers, 1):
            title = {"zh": paper.number, "en": f"{paper.kind} {paper.number}"}
            yield Entry(f"papers/{place:03d}-{paper.file.name}", title, "paper", Scope.SHARED, paper.file)

    def _certificates(self) -> Iterator[Entry]:
        for place, row in enumerate(self.whole.certificates, 1):
            scope = self._scope({row.source})
            if scope is not None:
                yield Entry(
                    f"certificates/{place:03d}-{row.file.name}", row.name, "certificate", scope, row.file
                )

    def _conclusions(self) -> Iterator[Entry]:
        for matter in self.matters:
            content = as_json(_concluded(self.whole.tasks[matter]))
            yield Entry(f"conclusions/{matter}.json", CONCLUSION, "conclusion", Scope.OWN, content)


def _concluded(task: Task) -> dict[str, Any]:
    """A task as it ended: its clock, what other conclusions brought, and its own."""
    head = {
        "matter": task.matter,
        "name": task.name,
        "state": task.state,
        "started_at": task.started_at,
        "promised_due_at": task.promised_due_at,
        "statutory_due_at": task.statutory_due_at,
        "facts": task.facts,
        "facts_from": task.facts_from,
    }
    if task.state != TaskState.CONCLUDED:
        return head
    concluded = task.conclusion
    return head | {
        "decision": concluded.decision,
        "opinion": concluded.opinion,
        "fields": concluded.fields,
        "decided_by": concluded.decided_by,
        "decided_at": concluded.decided_at,
    }
