"""Tests of Văn Khố: tables of cases, laws, and the built site in a browser."""

import pytest

# Assertions of what tests share explain themselves as those of tests do.
pytest.register_assert_rewrite("tests.support")
