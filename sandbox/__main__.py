"""`python -m sandbox`: runs until it is told to stop."""

import logging
import signal
import sys
import threading

from sandbox.config import read_config
from sandbox.playing import Sandbox
from sandbox.serving import Server


def main() -> int:
    """Serves until SIGTERM or Ctrl-C."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s SANDBOX %(name)s: %(message)s")
    config = read_config()
    sandbox = Sandbox(config)
    server = Server((config.host, config.port), sandbox)
    sandbox.answering.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    logging.getLogger("sandbox").info("a sandbox, not a real system, on port %s", server.server_address[1])
    server.serve_forever()
    sandbox.answering.stop()
    sandbox.partners.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
