"""The settings of the service that the browser looks at: as deployed, but over plain http."""

from holdfast_web.config.settings import *  # noqa: F403

# Tables only: Wagtail's hundreds of migrations take longer than most tests here, and no page
# needs what they fill in.
OTHERS = (
    "taggit", "wagtailadmin", "wagtailcore", "wagtaildocs", "wagtailembeds", "wagtailforms",
    "wagtailimages", "wagtailredirects", "wagtailsearch", "wagtailusers",
)  # fmt: skip
MIGRATION_MODULES = dict.fromkeys(OTHERS)
WHITENOISE_USE_FINDERS = True  # so that no static files have to be gathered first
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # a passkey on http://localhost
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HOME / "mail"  # noqa: F405
