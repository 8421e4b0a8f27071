"""What the server needs from outside, as protocols; only the composition root knows who implements them."""
