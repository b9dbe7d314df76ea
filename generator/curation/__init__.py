"""What people write by hand: `portal.yml`, the registry, side files; each value is read with its place."""
