"""Everything that can happen to a notice: one file per act."""

from notices.actions.note_arrival import note_arrival
from notices.actions.notify import notify
from notices.actions.read_notice import read_notice
from notices.actions.send_dispatch import send_dispatch

__all__ = ["note_arrival", "notify", "read_notice", "send_dispatch"]
