"""Live documents: loaded once, written by one room each, committed in groups, shown when durable."""
