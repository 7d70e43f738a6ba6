"""Grading a class: coordinator, judge, and what they leave behind."""
