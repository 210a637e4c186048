"""`python -m datakit` is the `datakit` command."""

import sys

from datakit.cli import main

if __name__ == "__main__":  # worker processes import this file again
    sys.exit(main())
