"""The tools of the office: pages on which a reader works with what the archive knows."""
