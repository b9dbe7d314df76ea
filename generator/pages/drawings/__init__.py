"""Pictures made of values (SVG): citations, time, levels."""
