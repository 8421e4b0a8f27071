"""The secrets in links, cookies and tokens."""

import secrets
from hashlib import sha256

_BYTES = 32


def new_secret() -> str:
    """Return a random secret of 256 bits for an invitation or a login, safe in a URL."""
    return secrets.token_urlsafe(_BYTES)


def hash_secret(secret: str) -> str:
    """Return the SHA-256 of a secret of `new_secret`, in hex: the only form that is stored.

    A slow password hash protects what people choose and could be guessed. 256 random bits cannot be
    guessed at any speed, so a fast hash without salt is enough, and it can be looked up by index.
    Not for passwords.
    """
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
