"""The two wire dialects: frames, a client's side of the talk as a value, presence."""
