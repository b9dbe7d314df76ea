"""`python -m vankho`: the same program as the command `vankho`."""

import sys

from vankho import main

sys.exit(main())
