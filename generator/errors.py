"""Errors that teach: what was expected, what was found, where, and what to do.

Bad documents never raise: they give a `Diagnostic` and the build goes on. Bad configuration or a bad
registry raises one of these, and the command line prints its one sentence.
"""

from __future__ import annotations


class VankhoError(Exception):
    """A mistake of the user's that stops the program; `str()` is one clear sentence."""


class ConfigurationError(VankhoError):
    """`portal.yml`, a folder or a flag is wrong."""


class RegistryError(VankhoError):
    """A file of `registry/` is wrong; the message names file, line and remedy."""


class VocabularyError(VankhoError):
    """A file of `generator/data/` is wrong."""
