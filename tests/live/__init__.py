"""Tests of a portal that follows its content."""
