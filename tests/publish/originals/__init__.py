"""The shelf of originals, from build to build."""
