"""The models of evaluation."""
