"""The queries of evaluation."""
