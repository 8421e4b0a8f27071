"""The whole programme: fifteen sessions with their boards, and the report that is built from them."""
