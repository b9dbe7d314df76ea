"""`python -m generator`: the same program as `vankho`."""

import sys

from generator.cli import main

sys.exit(main())
