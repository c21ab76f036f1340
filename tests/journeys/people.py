"""Who is there in the service that the browser looks at? All are invented."""

PASSWORD = "an invented password, and long"  # noqa: S105  (nobody's)
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  (nobody's)
NEWCOMER = "newcomer"

PEOPLE = {
    "analyst": ("analyst", True),
    "second_analyst": ("analyst", True),
    "keyholder": ("analyst", False),
    "unprotected": ("analyst", False),
    "passkey_bringer": ("analyst", False),
    "commissioner": ("commissioner", True),
    "programme_lead": ("programme_lead", True),
    "national_team_lead": ("national_team_lead", True),
    "system_administrator": ("system_administrator", True),
    "content_editor": ("content_editor", False),
    "practitioner": ("practitioner", True),  # refers children
    "reader": ("reader", False),
    NEWCOMER: ("reader", False),
}
"""By name: the role, and whether they have an authenticator app."""
