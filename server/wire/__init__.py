"""The connections: WebSockets and their HTTP fallback, one session each, bounded outboxes."""
