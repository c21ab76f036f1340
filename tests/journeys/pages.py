"""Which pages are looked at by axe, at every width, with and without JavaScript?

All of them: `test_pages.py` fails for an address that has neither a page here nor a reason in
`WITHOUT` for having none.
"""

from tests.journeys import (
    pages_evaluation,
    pages_home_months,
    pages_people,
    pages_programmes,
    pages_records,
    pages_runs,
    pages_services,
    pages_sign_in,
    pages_sites,
)

PAGES = [
    *pages_sign_in.PAGES,
    *pages_people.PAGES,
    *pages_records.PAGES,
    *pages_evaluation.PAGES,
    *pages_programmes.PAGES,
    *pages_runs.PAGES,
    *pages_home_months.PAGES,
    *pages_services.PAGES,
    *pages_sites.PAGES,
]

FOR_PROGRAMS = "it answers a program, not a person"
A_FILE = "it gives a file"
LEADS_ON = "it does something and leads to a page that is here"
WITHOUT = {
    **pages_runs.WITHOUT,
    **pages_home_months.WITHOUT,
    **pages_services.WITHOUT,
    **pages_sites.WITHOUT,
    "health_live": FOR_PROGRAMS,
    "health_ready": FOR_PROGRAMS,
    "health_work": FOR_PROGRAMS,
    "robots": FOR_PROGRAMS,
    "upload_announce": FOR_PROGRAMS,
    "upload_standing": FOR_PROGRAMS,
    "upload_finish": FOR_PROGRAMS,
    "upload_piece": FOR_PROGRAMS,
    "mfa_login_webauthn": FOR_PROGRAMS,
    "look": A_FILE,
    "logo": A_FILE,
    "release_file": A_FILE,
    "refused": A_FILE,
    "protocol_text": A_FILE,
    "mfa_download_recovery_codes": A_FILE,
    "job_cancel": LEADS_ON,
    "release_withdraw": LEADS_ON,
    "person_take_role": LEADS_ON,
    "person_switch": LEADS_ON,
    "emergency_end": LEADS_ON,
    "token_revoke": LEADS_ON,
    "protocol_copy": LEADS_ON,
    "problem": LEADS_ON,
    "protocol_new_step": "test_builder.py goes through every step",
    "protocol_edit_step": "its pages are those of protocol_new_step",
    "account_email": "it shows the page of the account",
    "account_set_password": "it leads who has a password to the page that changes it",
    "account_confirm_login_code": "no codes are sent by email; it leads to sign-in",
    "mfa_authenticate": "it is reached by signing in, and looked at as sign-in-code",
    "mfa_reauthenticate_webauthn": "it needs a key; test_passkeys.py looks at it",
    "mfa_view_recovery_codes": "it is reached by making them, and looked at as recovery-codes",
    "socialaccount_signup": "nobody signs up unasked; it leads to sign-in",
    "openid_connect_login": "it leads to the identity provider",
    "openid_connect_callback": "the identity provider leads to it, and it leads on",
}
"""By the name of an address: why no page of it is looked at."""
