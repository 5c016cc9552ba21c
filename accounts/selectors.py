"""Reads on people and posts."""

from accounts.models import Organisation, Person


def person_by_reference(reference: str) -> Person | None:
    """A person by the catalogue's id or by a document number, also one that was linked to them later."""
    found = Person.objects.filter(code=reference).first()
    if found or not reference:
        return found
    return (
        Person.objects.filter(id_number=reference).first()
        or Person.objects.filter(linked_documents__id_number=reference).first()
    )


def organisation_by_reference(reference: str) -> Organisation | None:
    """An organisation by the catalogue's id or by unified social credit code."""
    return (
        Organisation.objects.select_related("legal_representative").filter(code=reference).first()
        or Organisation.objects.select_related("legal_representative").filter(uscc=reference).first()
    )
