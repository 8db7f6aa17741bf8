"""Tests of the text connector."""
