"""`python -m generator`: the same program as `vankho`."""

import signal
import sys

# Until `main` listens, and after it, Ctrl+C ends the program without a word: nothing was begun, or all is done.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from generator.cli import main

sys.exit(main())
