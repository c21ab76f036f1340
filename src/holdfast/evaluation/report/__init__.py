"""The findings as a page: self-contained, accessible, readable on a phone and on paper."""

from holdfast.evaluation.report.page import html_page, write_report

__all__ = ["html_page", "write_report"]
