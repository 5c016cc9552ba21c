"""The kinds of records a catalogue has: where each is written and what tells two of them apart."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`file` is a file, or a folder with one file per record; `inside` a key of a file that is an object.

    `identity` is the key that names a record; an empty one means that the file is one record.
    """

    name: str
    file: str
    schema: str
    identity: str = "id"
    inside: str = ""
    folder: bool = False


ALL_KINDS = (
    Kind("meta", "meta.json", "file_meta", identity=""),
    Kind("codes", "codes.json", "file_codes"),
    Kind("rules", "rules.json", "file_rules", identity=""),
    Kind("calendar", "calendar.json", "file_calendar", identity=""),
    Kind("laws", "laws.json", "file_laws"),
    Kind("areas", "areas.json", "file_areas", identity="code"),
    Kind("departments", "departments.json", "file_departments"),
    Kind("halls", "halls.json", "file_halls"),
    Kind("windows", "windows.json", "file_windows"),
    Kind("shared_data", "shared_data.json", "file_shared_data"),
    Kind("materials", "materials.json", "file_materials"),
    Kind("elements", "elements.json", "file_elements"),
    Kind("services", "intermediaries.json", "file_intermediaries", inside="services"),
    Kind("firms", "intermediaries.json", "file_intermediaries", inside="firms"),
    Kind("matters", "matters", "file_matter", folder=True),
    Kind("one_things", "one_things", "file_one_thing", folder=True),
    Kind("negative_list", "negative_list.json", "file_negative_list", identity="matter"),
    Kind("ex_officio", "ex_officio.json", "file_ex_officio"),
    Kind("double_random", "double_random.json", "file_double_random"),
    Kind("knowledge", "knowledge.json", "file_knowledge"),
    Kind("people", "people.json", "file_people"),
    Kind("organisations", "organisations.json", "file_organisations"),
)
KINDS = {kind.name: kind for kind in ALL_KINDS}
