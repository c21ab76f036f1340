"""The forms of evaluation."""
