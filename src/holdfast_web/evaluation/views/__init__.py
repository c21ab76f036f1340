"""The views of evaluation."""
