"""Protocols, runs of evaluations, and their findings."""
