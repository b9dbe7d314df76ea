"""Tests of what a page keeps beside its text: tables, places, doubts, a second reading."""
