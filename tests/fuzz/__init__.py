"""Odd inputs made at random from sound ones, and whether the program reads or refuses them: `python -m tests.fuzz`."""
