"""Draws the states of a case from the one table of transitions, for the README."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from approvals.states import TASK_TRANSITIONS, TaskState
from cases.states import CASE_TRANSITIONS, CaseState


def diagram(transitions: dict[str, Any], first: str) -> str:
    """The transitions as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {first}"]
    for act, (sources, target) in transitions.items():
        lines += [f"    {source} --> {target}: {act}" for source in sources]
    ends = {str(target) for _sources, target in transitions.values()}
    starts = {str(source) for sources, _target in transitions.values() for source in sources}
    lines += [f"    {state} --> [*]" for state in sorted(ends - starts)]
    return "\n".join(lines)


class Command(BaseCommand):
    """Prints the diagram of a case or of a department's task."""

    help = "Print the state diagram of a case (or a task) as Mermaid."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("of", choices=["case", "task"], nargs="?", default="case")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["of"] == "case":
            self.stdout.write(diagram(CASE_TRANSITIONS, CaseState.DRAFT))
        else:
            self.stdout.write(diagram(TASK_TRANSITIONS, TaskState.WAITING))
