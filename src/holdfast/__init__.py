"""Holdfast carries evidence-based programmes into practice in children's services.

The engine: pure Python, for a notebook, the command line and the service alike. Five chapters,
`change`, `deliver`, `measure`, `value` and `sustain`, stand on `kernel`, `library` and `records`.
"""

__version__ = "0.1.0"
