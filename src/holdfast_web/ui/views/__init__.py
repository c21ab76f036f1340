"""The pages that belong to no app: the look itself, the questions, about the service."""
