"""Everything that can happen to files, papers and certificates: one file per act."""

from documents.actions.begin_upload import begin_upload
from documents.actions.cancel_certificate import cancel_certificate
from documents.actions.drop_upload import drop_upload, purge_uploads
from documents.actions.issue_certificate import issue_certificate
from documents.actions.issue_paper import issue_paper
from documents.actions.replace_certificate import replace_certificate
from documents.actions.restore_certificate import restore_certificate
from documents.actions.revoke_certificate import revoke_certificate
from documents.actions.scan_file import scan_file
from documents.actions.suspend_certificate import suspend_certificate
from documents.actions.take_upload import take_upload

__all__ = [
    "begin_upload",
    "cancel_certificate",
    "drop_upload",
    "issue_certificate",
    "issue_paper",
    "purge_uploads",
    "replace_certificate",
    "restore_certificate",
    "revoke_certificate",
    "scan_file",
    "suspend_certificate",
    "take_upload",
]
