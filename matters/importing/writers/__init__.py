"""Who writes which kind of record, in the order in which kinds refer to each other."""

from matters.importing.sections import Loader
from matters.importing.writers.accounts import (
    write_areas,
    write_departments,
    write_halls,
    write_organisations,
    write_people,
)
from matters.importing.writers.dictionary import (
    write_codes,
    write_data_items,
    write_elements,
    write_laws,
    write_materials,
)
from matters.importing.writers.handbooks import write_handbooks
from matters.importing.writers.one_things import write_one_things
from matters.importing.writers.registers import (
    write_double_random,
    write_ex_officio,
    write_firms,
    write_knowledge,
    write_negative_list,
    write_services,
)

WRITERS: dict[str, Loader] = {
    "codes": write_codes,
    "laws": write_laws,
    "areas": write_areas,
    "departments": write_departments,
    "halls": write_halls,
    "shared_data": write_data_items,
    "materials": write_materials,
    "elements": write_elements,
    "services": write_services,
    "firms": write_firms,
    "matters": write_handbooks,
    "one_things": write_one_things,
    "negative_list": write_negative_list,
    "ex_officio": write_ex_officio,
    "double_random": write_double_random,
    "knowledge": write_knowledge,
    "people": write_people,
    "organisations": write_organisations,
}
