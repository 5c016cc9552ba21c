"""Through which registered channel somebody came, and which of them may show a page in a frame.

A session belongs to a channel only after a hand-over with a ticket that the channel's server got for its
key (accounts.channel_keys). What an address, a referrer or a browser says of itself counts for nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

from accounts.channel_selectors import framing_origins, open_channel, own_channel
from accounts.channels import AccessChannel

CHANNEL = "channel"
DESTINATION = "Sec-Fetch-Dest"
FRAMES = frozenset({"iframe", "frame", "embed", "object"})

View = Callable[..., HttpResponseBase]


def enter_through(session: SessionBase, channel: AccessChannel) -> None:
    """From now on this session's applications are counted for that channel."""
    session[CHANNEL] = channel.code


def came_through(session: SessionBase) -> AccessChannel | None:
    """The channel of this session while it is open, else our own site; None where that is not registered."""
    return open_channel(session.get(CHANNEL, "")) or own_channel(AccessChannel.Kind.OWN_SITE)


def framed_by_channels(view: View) -> View:
    """Lets the origins of open channels show this public page in a frame, to somebody not signed in.

    A page about a person is never framed, whoever asks (docs/decisions/0018). Browsers say that they load
    a frame; one too old to say so shows no frame, and the page opens in a window as ever.
    """

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        in_frame = request.headers.get(DESTINATION) in FRAMES and SESSION_KEY not in request.session
        origins = framing_origins() if in_frame else []
        request.framed = bool(origins)  # type: ignore[attr-defined]  # the layout: links leave the frame
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, [DESTINATION])
        if origins:
            response.frame_ancestors = " ".join(origins)  # type: ignore[attr-defined]  # ContentPolicyMiddleware
            response.xframe_options_exempt = True  # type: ignore[attr-defined]  # that header knows no origins
        return response

    return framed
