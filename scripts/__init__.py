"""How the project is set up and run: what stands behind each target of the Makefile.

Plain Python of the standard library, so that it runs on a machine that has only Python 3.11, before
the virtual environment exists. Modules whose first line says "runs in the environment" are the
exception: they need Django and are started with the environment's own Python.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  said here, before an older Python trips over newer syntax
    sys.exit("Python 3.11 or newer is needed; %s is %s." % (sys.executable, sys.version.split()[0]))  # noqa: UP031
