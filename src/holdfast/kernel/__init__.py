"""What every part shares: a closed list.

Dates, money, estimates, disclosure, provenance, errors and progress. Adding to it needs a
decision record.
"""
