"""Tests of the places connector."""
