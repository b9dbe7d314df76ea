"""Tests of Văn Khố: tables of cases, laws, and the built site in a browser."""
