"""What a server says in a frame, decoded once for all who get it."""

from functools import lru_cache

from board.wire import codec


@lru_cache(maxsize=1_000)
def document_message(frame: bytes) -> codec.Message | None:
    """Return the message about a document, None for a Ping."""
    decoded = codec.decode_addressed(frame)
    return decoded[1] if isinstance(decoded, tuple) else None
