"""The pages of sign-in and of the service itself."""

from tests.journeys.page import Page, press
from tests.journeys.people import PASSWORD

from holdfast_web.ui.questions import QUESTIONS

LATE = "analyst-of-yesterday"


def sign_in_as(name, password=PASSWORD):
    """Give what fills in the form of sign-in and sends it."""

    def signed_in(view):
        view.get_by_label("Email").fill(f"{name}@northmere.example")
        view.get_by_label("Password", exact=True).fill(password)
        press("Sign in")(view)

    return signed_in


def lock_out(view):
    """Try a wrong password until nobody may try any more."""
    while view.title().startswith(("Sign in", "Error: Sign in")):
        sign_in_as("guessed", "not the password at all")(view)


ABOUT = [
    Page(
        name="accessibility", who=None, at="/about/accessibility/",
        title="Accessibility statement",
    ),
    Page(name="privacy", who=None, at="/about/privacy/", title="Privacy notice"),
    Page(name="cookies", who=None, at="/about/cookies/", title="Cookies"),
    Page(name="not-found", at="/nowhere/", title="Page not found", status=404),
    *(
        Page(
            name=f"question-{one.name}", at=f"/questions/{one.name}/", title=one.text
        )
        for one in QUESTIONS
    ),
]  # fmt: skip

STRANGER = [
    Page(name="sign-in", who=None, at="/account/login/", title="Sign in"),
    Page(
        name="sign-in-error", who=None, at="/account/login/", title="Error: Sign in",
        then=press("Sign in"),
    ),
    Page(
        name="locked-out", who=None, at="/account/login/", title="Too many attempts",
        then=lock_out,
    ),
    Page(
        name="sign-in-code", who=None, at="/account/login/", title="Second factor",
        then=sign_in_as("analyst"),
    ),
    Page(
        name="forgotten-password", who=None, at="/account/password/reset/",
        title="Choose another password",
    ),
    Page(
        name="password-link-sent", who=None, at="/account/password/reset/done/",
        title="Look in your email",
    ),
    Page(
        name="password-link-old", who=None, at="/account/password/reset/key/1-guessed/",
        title="Choose another password",
    ),
    Page(
        name="password-changed", who=None, at="/account/password/reset/key/done/",
        title="Your password is changed",
    ),
    Page(
        name="email-link-old", who=None, at="/account/confirm-email/guessed/",
        title="Confirm your email address",
    ),
    Page(
        name="email-link-sent", who=None, at="/account/confirm-email/",
        title="Look in your email",
    ),
    Page(name="inactive", who=None, at="/account/inactive/", title="Switched off"),
    Page(name="signup", who=None, at="/account/signup/", title="By invitation only"),
    Page(
        name="provider-cancelled", who=None, at="/account/3rdparty/login/cancelled/",
        title="Sign-in cancelled",
    ),
    Page(
        name="provider-failed", who=None, at="/account/3rdparty/login/error/",
        title="Sign-in failed", status=401,
    ),
]  # fmt: skip

ACCOUNT = [
    Page(name="account", at="/account/", title="My account"),
    Page(name="sign-out", at="/account/logout/", title="Sign out"),
    Page(name="password", at="/account/password/change/", title="Choose a password"),
    Page(
        name="password-error", at="/account/password/change/",
        title="Error: Choose a password", then=press("Keep this password"),
    ),
    Page(name="sessions", at="/account/sessions/", title="Devices and sessions"),
    Page(name="second-factor", at="/account/2fa/", title="Second factor"),
    Page(
        name="second-factor-asked-for", who="unprotected", at="/returns/",
        title="Second factor",
    ),
    Page(
        name="second-factor-app", who="unprotected", at="/account/2fa/totp/activate/",
        title="Add an authenticator app",
    ),
    Page(
        name="second-factor-app-error", who="unprotected", at="/account/2fa/totp/activate/",
        title="Error: Add an authenticator app", then=press("Add the app"),
    ),
    Page(
        name="second-factor-app-away", at="/account/2fa/totp/deactivate/",
        title="Error: Stop using the authenticator app",
    ),
    Page(
        name="recovery-codes-make", at="/account/2fa/recovery-codes/generate/",
        title="Make recovery codes",
    ),
    Page(
        name="recovery-codes", at="/account/2fa/recovery-codes/generate/",
        title="Recovery codes", then=press("Make recovery codes"),
    ),
    Page(
        name="passkeys", who="keyholder", at="/account/2fa/webauthn/",
        title="Passkeys and security keys",
    ),
    Page(
        name="passkey-add", who="unprotected", at="/account/2fa/webauthn/add/",
        title="Add a passkey or security key",
    ),
    Page(
        name="passkey-rename", who="keyholder", at="/account/2fa/webauthn/keys/{passkey}/edit/",
        title="Rename a key",
    ),
    Page(
        name="passkey-remove", who="keyholder",
        at="/account/2fa/webauthn/keys/{passkey}/remove/", title="Remove a key",
    ),
    Page(
        name="who-are-you-password", who=LATE, at="/account/reauthenticate/",
        title="Confirm that it is you",
    ),
    Page(
        name="who-are-you-code", who=LATE, at="/account/2fa/reauthenticate/",
        title="Confirm that it is you",
    ),
    Page(
        name="providers", at="/account/3rdparty/", title="Other ways to sign in"
    ),
]  # fmt: skip

PAGES = [*ABOUT, *STRANGER, *ACCOUNT]
