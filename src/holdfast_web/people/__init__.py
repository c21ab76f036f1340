"""Who is who, and who may do what? Organisations, people, roles, the audit trail, releases."""
