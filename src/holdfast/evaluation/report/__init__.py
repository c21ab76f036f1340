"""The findings as a page: self-contained, accessible, readable on a phone and on paper."""

from holdfast.evaluation.report.page import page, write_report

__all__ = ["page", "write_report"]
