"""The one settings file. Everything comes from the environment; the defaults run an embedded installation."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

from csp.constants import NONCE, NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def env(name: str, default: str = "") -> str:
    """What the environment says; set to nothing is as good as unset."""
    return os.environ.get(f"TRONGTAM_{name}") or default


def env_bool(name: str, default: bool = False) -> bool:
    value = env(name, "1" if default else "0").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError(f"TRONGTAM_{name} must be 1 or 0, not {value!r}")


def env_int(name: str, default: int) -> int:
    return int(env(name, str(default)))


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


VAR_DIR = Path(env("VAR", str(BASE_DIR / "var"))).resolve()
# The beginning of the addresses on papers and in workbooks; unset: the address at which the page was asked.
BASE_URL = env("BASE_URL").rstrip("/")


def secret_key() -> str:
    """From the environment, else made once and kept readable by the owner only."""
    if given := env("SECRET_KEY"):
        return given
    path = VAR_DIR / "secret_key"
    if not path.exists():
        from django.core.management.utils import get_random_secret_key

        try:
            VAR_DIR.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(get_random_secret_key(), encoding="utf8")
        except OSError as error:
            sys.exit(f"Trọng Tâm keeps its files in {VAR_DIR}, and cannot write there: {error.strerror}.")
    return path.read_text(encoding="utf8").strip()


def database() -> dict:
    """`TRONGTAM_DATABASE_URL=postgresql://user:password@host:port/name`; unset: SQLite under var/."""
    url = urlparse(env("DATABASE_URL"))
    if url.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": env_int("DB_CONN_MAX_AGE", 60),
            "CONN_HEALTH_CHECKS": True,
            "DISABLE_SERVER_SIDE_CURSORS": env_bool("DB_POOLED"),
            # A row with all that it reads joins eight tables: trying every order of them takes longer than the query itself.
            # On disks without a moving head, and in memory, a page read at random costs hardly more than one in order.
            "OPTIONS": {"options": "-c join_collapse_limit=4 -c random_page_cost=1.1"},
        }
    if url.scheme not in {"", "sqlite"}:
        raise ValueError(f"TRONGTAM_DATABASE_URL: {url.scheme} is not supported; use postgresql:// or leave it unset")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": url.path or VAR_DIR / "trongtam.sqlite3",
        "CONN_MAX_AGE": None,
        # IMMEDIATE and WAL are mandatory: deferred transactions answer "database is locked" under eight clients.
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
                "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;"
            ),
        },
    }


def files() -> dict:
    """`TRONGTAM_FILES_URL=s3://key:secret@host:port/bucket/folder?region=…&tls=0`; unset: the folder files/ under var/."""
    url = urlparse(env("FILES_URL"))
    if not url.scheme:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    bucket, _slash, folder = unquote(url.path).strip("/").partition("/")
    if url.scheme != "s3" or not (url.hostname and bucket and url.username and url.password):
        raise ValueError("TRONGTAM_FILES_URL must be s3://key:secret@host/bucket, or unset for a folder")
    if find_spec("storages") is None:
        sys.exit(
            "TRONGTAM_FILES_URL asks for S3: run `.venv/bin/pip install --require-hashes -r requirements-s3.lock`."
        )
    asked = {name: values[-1] for name, values in parse_qs(url.query).items()}
    tls = asked.get("tls", "1") != "0"
    return {
        "BACKEND": "trongtam.archive.bucket.Bucket",
        "OPTIONS": {
            "access_key": unquote(url.username),
            "secret_key": unquote(url.password),
            "endpoint_url": f"{'https' if tls else 'http'}://{url.hostname}{f':{url.port}' if url.port else ''}",
            "region_name": asked.get("region", "us-east-1"),
            "bucket_name": bucket,
            "location": folder,
        },
    }


SECRET_KEY = secret_key()
DEBUG = env_bool("DEBUG")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "trongtam.portal",
    "trongtam.reports",
    "trongtam.emulation",
    "trongtam.reviews",
    "trongtam.inspection",
    "trongtam.meetings",
    "trongtam.support",
    "trongtam.work",
    "trongtam.targets",
    "trongtam.resolutions",
    "trongtam.archive",
    "trongtam.org",
    "trongtam.reminders",
    "trongtam.accounts",
    "trongtam.imports",
    "trongtam.ledger",
    "trongtam.guide",
    "trongtam.look",
    "trongtam.ground",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "trongtam.accounts.middleware.LanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trongtam.accounts.middleware.SignInMiddleware",
    "trongtam.accounts.middleware.ReadyMiddleware",
    "trongtam.org.middleware.SetUpMiddleware",
    "trongtam.archive.middleware.StampMiddleware",
    "trongtam.look.middleware.LookMiddleware",
]

ROOT_URLCONF = "trongtam.portal.urls"
WSGI_APPLICATION = "trongtam.portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trongtam.look.context.shell",
            ],
        },
    }
]

# All workers share the table, so that throttling counts the tries of all of them; rows expire by themselves.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_ADAPTER = "trongtam.accounts.adapter.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = True
# Tries at a password: by address, and by login for those who spread them over many addresses.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/300s/key"}
MFA_ADAPTER = "trongtam.accounts.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # there are no e-mail addresses here
MFA_TOTP_TOLERANCE = 1  # telephones whose clock is half a minute off
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("PROXIES", 0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
# The password of all demonstration logins, shown beside them on the sign-in page.
DEMONSTRATION_PASSWORD = env("DEMO_PASSWORD", "minh-hoa-2026")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "trongtam.accounts.validators.LongEnough", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
# How long a page waits for long work before it shows its progress instead.
JOB_PATIENCE_S = float(env("JOB_PATIENCE_S", "1.5"))
# Which spelling is printed: "old" (ủy, hòa) or "new" (uỷ, hoà); both are found.
TONE_STYLE = env("TONE_STYLE", "old")
FORMAT_MODULE_PATH = ["trongtam.portal.formats"]

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is not there yet
MEDIA_ROOT = VAR_DIR / "files"
MAX_FILE_MB = env_int("MAX_FILE_MB", 20)
STORAGES = {
    "default": files(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Reminders by e-mail are offered where a server for them and BASE_URL are named; the links lead to that address.
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = env_int("EMAIL_PORT", 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env("EMAIL_USER"), env("EMAIL_PASSWORD")
EMAIL_USE_SSL = env_bool("EMAIL_SSL")
EMAIL_USE_TLS = env_bool("EMAIL_STARTTLS", not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", EMAIL_HOST_USER or "webmaster@localhost")
# Only these hosts (and those below them) are asked to wake a browser: nobody makes the program call an address of his own.
PUSH_HOSTS = env_list("PUSH_HOSTS", "fcm.googleapis.com,push.services.mozilla.com,push.apple.com,notify.windows.com")
# A private key of P-256 as one word of base64url; unset: made once and kept beside the secret key.
PUSH_KEY = env("PUSH_KEY")

SESSION_ENGINE = "trongtam.accounts.session_rows"
SESSION_COOKIE_AGE = env_int("SESSION_DAYS", 14) * 86400
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env_bool("HTTPS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("HTTPS") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "trongtam.look.errors.csrf_failure"
# Sending people to HTTPS and promising it for the whole domain is the reverse proxy's part, which knows the domain.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING")},
}
