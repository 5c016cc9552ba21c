"""SCHEMA: whether a document has the form of its kind (JSON Schema 2020-12, matters/schema)."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match

from matters.linting.findings import Finding, pointer

SCHEMA_FILE = Path(__file__).resolve().parent.parent / "schema" / "catalogue.schema.json"
MOST = 100


@cache
def catalogue_schema() -> dict[str, Any]:
    """The schema of every kind of file."""
    schema: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return schema


@cache
def validator(definition: str) -> Draft202012Validator:
    """The validator of one definition, such as file_matter."""
    whole = catalogue_schema()
    schema = {"$ref": f"#/$defs/{definition}", "$defs": whole["$defs"]}
    return Draft202012Validator(schema, format_checker=FormatChecker(["regex"]))


def form_findings(document: Any, definition: str, file: str) -> Iterator[Finding]:
    """At most a hundred SCHEMA findings; more would say nothing new."""
    for error in islice(validator(definition).iter_errors(document), MOST):
        yield Finding(file, pointer(*error.absolute_path), "SCHEMA", _words(error))


def _words(error: ValidationError) -> str:
    """The innermost reason, cut to a readable length."""
    inner = best_match(error.context) if error.context else None
    reason = (inner or error).message
    short = reason if len(reason) <= 300 else f"{reason[:140]} … {reason[-140:]}"
    return _("Not the form of the catalogue: %(reason)s") % {"reason": short}
