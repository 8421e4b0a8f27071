"""What people type: light Markdown, the smallest changes between two texts, what must be cleaned."""
