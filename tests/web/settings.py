"""The settings of the service as its tests use them: as deployed, but for what slows tests."""

import os
import tempfile

os.environ.setdefault("HOLDFAST_SECRET_KEY", "a text that signs nothing but tests")
os.environ.setdefault("HOLDFAST_HOME", tempfile.mkdtemp(prefix="holdfast-tests-"))
os.environ.setdefault("HOLDFAST_WORK_NICE", "0")  # tests run beside one another, and wait

from holdfast_web.config.settings import *  # noqa: F403

SECURE_SSL_REDIRECT = False  # the test client speaks http
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
