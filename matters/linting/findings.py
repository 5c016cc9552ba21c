"""What the linter says: one named fault at one place of one file (catalogue README, section 3)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

WARNINGS = frozenset({"VAGUE_SOFT", "UNUSED_QUESTION"})


@dataclass(frozen=True, order=True)
class Finding:
    """`path` is a JSON pointer inside `file`; `detail` says in words what is wrong."""

    file: str
    path: str
    code: str
    detail: str

    @property
    def level(self) -> str:
        """`error` blocks publishing, `warning` does not."""
        return "warning" if self.code in WARNINGS else "error"

    def as_json(self) -> dict[str, str]:
        """The finding as `lint_catalogue --format json` prints it."""
        return {**asdict(self), "level": self.level}

    def as_line(self) -> str:
        """The finding as one line of text."""
        detail = " ".join(self.detail.split())
        return f"{self.level} {self.code} {self.file}#{self.path}: {detail}"


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether anything blocks publishing."""
    return any(finding.level == "error" for finding in findings)


def pointer(*steps: object) -> str:
    """A JSON pointer (RFC 6901) of these keys and indexes."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
