"""Data quality, the register of numbers that are not held, and the lines that mend something."""
