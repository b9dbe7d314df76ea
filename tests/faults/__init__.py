"""Faults (sự cố) put into builds at random moments, and whether the site stays whole: `python -m tests.faults`."""
