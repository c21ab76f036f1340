"""Holdfast carries evidence-based programmes into practice in children's services.

The engine: pure Python, for a notebook, the command line and the service alike. Chapters stand
on one another in one direction: `kernel`, `library`, `records`, then the questions `change`,
`measure` and `value`, then `synthetic`, `evaluation` and `cli`.
"""

__version__ = "0.1.0"
