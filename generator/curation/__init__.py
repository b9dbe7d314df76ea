"""What people write by hand: `portal.yml`, the registry, side files.

Each value is read with its place.
"""
