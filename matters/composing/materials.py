"""O4: one list of materials out of the lists of all matters."""

from collections.abc import Sequence

from matters.composing.parts import Errand, MaterialRow, Record
from matters.jsonlogic import holds

Line = tuple[str, Record]


def needed_lines(errand: Errand) -> list[Line]:
    """(matter, line) of every material line that this situation needs."""
    return [
        (matter, line)
        for matter in errand.matters
        for line in errand.handbook(matter)["materials"]
        if holds(line["needed_if"], errand.situation, errand.form)
    ]


def merge_materials(errand: Errand, lines: Sequence[Line]) -> list[MaterialRow]:
    """The combined form first, then every other material once."""
    forms: list[Line] = []
    others: dict[str, list[Line]] = {}
    for matter, line in lines:
        if errand.sources.materials[line["material"]]["kind"] == "application_form":
            forms.append((matter, line))
        else:
            others.setdefault(line["material"], []).append((matter, line))
    combined = [_combined_form(errand, forms)] if forms else []
    return combined + [_row(material, found) for material, found in others.items()]


def count_materials(lines: Sequence[Line], rows: Sequence[MaterialRow]) -> dict[str, int]:
    """How many papers the errand saves compared with going to each department."""
    brings = sum(row.source == "applicant" for row in rows)
    return {
        "one_by_one": len(lines),
        "merged": len(rows),
        "combined_form": sum(row.source == "form" for row in rows),
        "from_shared_data": sum(row.source == "shared_data" for row in rows),
        "applicant_brings": brings,
        "saved_by_merging": len(lines) - len(rows),
        "saved_in_total": len(lines) - brings,
    }


def _combined_form(errand: Errand, lines: Sequence[Line]) -> MaterialRow:
    """Made from the form that was filled in; the applicant brings nothing."""
    material = errand.record["combined_form"] or lines[0][1]["material"]
    return MaterialRow(material, "form", _matters(lines), (), tuple(lines))


def _row(material: str, lines: Sequence[Line]) -> MaterialRow:
    """From shared data only if no needed line must be given by the applicant."""
    items = tuple(dict.fromkeys(line["data_item"] for _, line in lines if line["data_item"]))
    given = any(line["data_item"] is None for _, line in lines)
    return MaterialRow(
        material, "applicant" if given else "shared_data", _matters(lines), items, tuple(lines)
    )


def _matters(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(matter for matter, _ in lines))
