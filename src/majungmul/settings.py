"""Django settings. Everything that differs between places comes from the environment.

| variable | meaning | default |
|---|---|---|
| `MAJUNGMUL_HOME` | folder of the ledger, files and secret key | `./var` |
| `DATABASE_URL` | `postgres://user:password@host:port/name` | SQLite in `MAJUNGMUL_HOME` |
| `MAJUNGMUL_SECRET_KEY` | signing key | made once, kept in `MAJUNGMUL_HOME` |
| `MAJUNGMUL_HOSTS` | comma list of host names | loopback only |
| `MAJUNGMUL_HTTPS` | `1` behind TLS: secure cookies, HSTS, redirect | `0` |
| `MAJUNGMUL_DEBUG` | `1` while developing | `0` |
| `MAJUNGMUL_RETENTION_DAYS` | empty raw payloads older than this many days; `0` keeps | `0` |
| `MAJUNGMUL_INBOX` | folder that the source `folder` watches | `inbox` in `MAJUNGMUL_HOME` |
| `MAJUNGMUL_ALLOW_HOSTS` | comma list of hosts in private networks that sources may ask | none |
| `BIZINFO_KEY`, `DATA_GO_KR_KEY`, `SMES_TOKEN` | keys of the official sources | none |
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("MAJUNGMUL_HOME", "var")).resolve()


def _flag(name: str) -> bool:
    return os.environ.get(name, "0") == "1"


def _whole_number(name: str) -> int:
    text = os.environ.get(name, "") or "0"
    if not text.isdecimal():
        raise ValueError(f"{name} must be a whole number, not {text!r}")
    return int(text)


def _secret_key() -> str:
    """The key from the environment, or one made once and kept readable by its owner only."""
    if key := os.environ.get("MAJUNGMUL_SECRET_KEY"):
        return key
    path = HOME / "secret-key"
    HOME.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


def _database(url: str | None) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "ledger.sqlite3",
            "OPTIONS": {
                "timeout": 30,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                    "PRAGMA cache_size=-65536; PRAGMA mmap_size=2147418112; "  # all it maps
                    "PRAGMA wal_autocheckpoint=8000;"  # pages: what batches share is moved once
                ),
            },
            "TEST": {"NAME": HOME / "test-ledger.sqlite3"},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must begin with postgres://, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DEBUG = _flag("MAJUNGMUL_DEBUG")
SECRET_KEY = _secret_key()
HTTPS = _flag("MAJUNGMUL_HTTPS")
ALLOWED_HOSTS = [host for host in os.environ.get("MAJUNGMUL_HOSTS", "").split(",") if host] or [
    "127.0.0.1",
    "localhost",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "majungmul.ledger",
    "majungmul.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "ninja",  # the API's documentation page from our own files
]

MIDDLEWARE = [
    "majungmul.api.answers.ErrorShapes",
    "majungmul.portal.middleware.SmallRequests",
    "django.middleware.security.SecurityMiddleware",
    "majungmul.portal.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "majungmul.portal.middleware.KoreanFirst",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "majungmul.urls"
WSGI_APPLICATION = "majungmul.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "majungmul.portal.context.portal",
            ],
        },
    }
]

DATABASES = {"default": _database(os.environ.get("DATABASE_URL"))}
RETENTION_DAYS = _whole_number("MAJUNGMUL_RETENTION_DAYS")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "portal" / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
MEDIA_ROOT = HOME / "files"

LOGIN_URL = "portal:sign-in"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:home"
CSRF_FAILURE_VIEW = "majungmul.portal.views.errors.csrf_failure"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
