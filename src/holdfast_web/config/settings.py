"""The settings of the service. Safe unless the environment says otherwise.

Every setting that a deployment may choose is an environment variable whose name begins with
`HOLDFAST_`, or `DATABASE_URL`; docs/reference/settings.md lists them all.
"""

from __future__ import annotations

from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from holdfast_web.config import logs
from holdfast_web.config.environment import (
    folder,
    kept_secret,
    names,
    number,
    required,
    secret,
    switch,
    text,
)
from holdfast_web.config.single_sign_on import origins, provider

PACKAGE = Path(__file__).resolve().parents[1]

DEMO = switch("HOLDFAST_DEMO", default=False)
"""An invented authority on this machine only: sign-in by one click, no HTTPS."""

DEBUG = False
HOME = folder("HOLDFAST_HOME", Path("var"))
"""Where files, staged tables and, without DATABASE_URL, the database are kept."""

HTTPS = switch("HOLDFAST_HTTPS", default=not DEMO)
"""Off, the service speaks plain http, and `holdfast serve` lets it answer this machine only."""

SECRET_KEY = (
    kept_secret(HOME / "secret-key")
    if DEMO
    else required("HOLDFAST_SECRET_KEY", "a long random text that signs sessions and links.")
)
# This machine may always ask: whoever watches over the service does so from here.
ALLOWED_HOSTS = [*names("HOLDFAST_HOSTS"), "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in names("HOLDFAST_HOSTS")]

INSTALLED_APPS = [
    "holdfast_web.ui",
    "holdfast_web.people",
    "holdfast_web.records",
    "holdfast_web.deliver",
    "holdfast_web.evaluation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
]

MIDDLEWARE = [
    "holdfast_web.config.request_ids.RequestIds",
    "holdfast_web.people.address.FromWhere",
    "django.middleware.security.SecurityMiddleware",
    "holdfast_web.config.health.Health",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "holdfast_web.people.asked_once.AskedOnce",
    "holdfast_web.people.sessions.SessionsEnd",
    "holdfast_web.people.conditions.Conditions",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "holdfast_web.config.urls"
WSGI_APPLICATION = "holdfast_web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "holdfast_web.ui.context.page",
            ],
            "builtins": ["holdfast_web.ui.templatetags.ui"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        text("DATABASE_URL", f"sqlite:///{HOME / 'holdfast.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,  # a page after the database's restart is a page, not a fault
    )
}
if password := secret("HOLDFAST_DATABASE_PASSWORD"):
    DATABASES["default"]["PASSWORD"] = password
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers do not wait for a writer, a writer waits rather than fails, and a transaction
    # that will write says so when it begins.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # A server that is not there must be told of before whoever asks has given up.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "demo_sign_in" if DEMO else "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none" if DEMO else "mandatory"
ACCOUNT_FORMS = {"login": "holdfast_web.people.forms.sign_in.SignIn"}
ACCOUNT_ADAPTER = "holdfast_web.people.sign_in.Adapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,10/300s/key"}  # axes is stricter, and shared
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, if not before
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
SOCIALACCOUNT_ADAPTER = "holdfast_web.people.sign_in.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = provider()
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_BRINGS_SECOND_FACTOR = switch("HOLDFAST_OIDC_SECOND_FACTOR", default=False)
"""Whether the identity provider is known to ask everyone for a second factor itself."""
OIDC_ACR = names("HOLDFAST_OIDC_ACR")
"""What the provider then says of how it asked; where it says none of these, we ask too."""
MFA_ADAPTER = "holdfast_web.people.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Holdfast"
BEHIND_PROXY = switch("HOLDFAST_BEHIND_PROXY", default=False)
AXES_FAILURE_LIMIT = 5
AXES_CLIENT_IP_CALLABLE = "holdfast_web.people.address.client_address"
AXES_USERNAME_CALLABLE = "holdfast_web.people.address.name_tried"
AXES_LOCKOUT_TEMPLATE = "people/locked_out.html"
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"

# A message waits in the session: a cookie for it would be a third, and would hold its words.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 60 * number("HOLDFAST_IDLE_MINUTES", 60)
"""A session in which nothing was asked for so long is over; none outlives its cookie's age."""
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^health/"]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF, *origins()],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "ui" / "built"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "media"
FILE_UPLOAD_TEMP_DIR = folder("HOLDFAST_UPLOADS", HOME / "uploads")
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 << 20
MOST_UPLOADED = number("HOLDFAST_MOST_UPLOADED_MB", 500) << 20

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
WORK_MEMORY = number("HOLDFAST_WORK_MEMORY_MB", 4000) << 20
WORK_SECONDS = number("HOLDFAST_WORK_SECONDS", 3600)
WORK_NICE = number("HOLDFAST_WORK_NICE", 5)
"""How far work stands back behind the pages where both run: 0 not at all, 19 altogether."""
WORK_BEAT_SECONDS = number("HOLDFAST_WORK_BEAT_SECONDS", 5)
WORK_LOST_SECONDS = number("HOLDFAST_WORK_LOST_SECONDS", 60)
"""How long a worker may be silent before others take its job up."""

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if text("HOLDFAST_EMAIL_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = text("HOLDFAST_EMAIL_HOST")
EMAIL_PORT = number("HOLDFAST_EMAIL_PORT", 587)
EMAIL_HOST_USER = text("HOLDFAST_EMAIL_USER")
EMAIL_HOST_PASSWORD = secret("HOLDFAST_EMAIL_PASSWORD")
EMAIL_USE_TLS = switch("HOLDFAST_EMAIL_TLS", default=True)
DEFAULT_FROM_EMAIL = text("HOLDFAST_EMAIL_FROM", "holdfast@localhost")

LOOK_NAME = text("HOLDFAST_NAME", "Holdfast")
LOOK_COLOUR = text("HOLDFAST_COLOUR")
LOOK_LOGO = text("HOLDFAST_LOGO")
PHASE_BANNER = switch("HOLDFAST_PHASE_BANNER", default=True)
"""Whether every page says that this is an early version. The demo says that it is the demo."""
CONTACT = text("HOLDFAST_CONTACT")
"""The address that people write to for help; shown on the pages about the service."""

CSRF_FAILURE_VIEW = "holdfast_web.config.refusals.forged"

WAGTAIL_SITE_NAME = LOOK_NAME
WAGTAILADMIN_BASE_URL = text("HOLDFAST_ADDRESS", "http://127.0.0.1:8000")
LOGGING = logs.LOGGING
SILENCED_SYSTEM_CHECKS: list[str] = []
