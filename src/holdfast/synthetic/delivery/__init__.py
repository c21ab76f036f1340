"""Invented delivery in Northmere: homes, staff, runs, months and referrals."""
