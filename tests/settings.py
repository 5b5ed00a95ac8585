"""The project's settings, in a home of their own that is gone with the run."""

import atexit
import os
import shutil
import tempfile

if "MAJUNGMUL_HOME" not in os.environ:
    home = tempfile.mkdtemp(prefix="majungmul-tests-")
    os.environ["MAJUNGMUL_HOME"] = home
    atexit.register(shutil.rmtree, home, ignore_errors=True)
if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # locks are files of the home: one home each
    os.environ["MAJUNGMUL_HOME"] = os.path.join(os.environ["MAJUNGMUL_HOME"], worker)
    os.makedirs(os.environ["MAJUNGMUL_HOME"], exist_ok=True)

from majungmul.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
