"""gunicorn: two processes of four threads unless the environment says otherwise."""

import gc
import os
from typing import Any

from django.urls import get_resolver

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# Loaded once and shared: half the time to start, less memory. Nothing connects anywhere while loading.
preload_app = True
timeout = 60
graceful_timeout = 15
keepalive = 5
# Uploads stream to disk by Django; the heartbeat file of a process must not wait for that disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  gunicorn makes it private
control_socket_disable = True
# Whose X-Forwarded-Proto is believed: nobody's, unless the environment names the proxy.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
accesslog = "-"
# The path without its query: what people search for and the numbers they type stay out of the log.
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'


def when_ready(server: Any) -> None:
    """Loads the addresses before the processes part ways, so that no visitor waits for that.

    What stands then is kept from the garbage collector: its passes would write to every page, and
    each process would end with a copy of its own.
    """
    server.log.info("%d rooms are open", len(get_resolver().url_patterns))
    gc.collect()
    gc.freeze()
