"""Who somebody is and what they may do: sign-in, invitation links, names, limits, admission to a board."""
