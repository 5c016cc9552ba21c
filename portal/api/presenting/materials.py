"""Files handed in with a case."""

from typing import Any

from cases.models import CaseMaterial
from portal.api.presenting.common import moment


def material_row(row: CaseMaterial) -> dict[str, Any]:
    """One file: its id, what it is for, the SHA-256 that receipts cover, and its safety check."""
    return {
        "id": str(row.file.public_id),
        "material": row.material,
        "name": row.file.name,
        "content_type": row.file.content_type,
        "sha256": row.file.sha256,
        "size": row.file.size,
        "pages": row.file.pages,
        "scan": row.file.scan,
        "added_at": moment(row.added_at),
    }
