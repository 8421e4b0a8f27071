"""Running the room: phases, timers, votes, private rounds, hats, roles, locks, comments."""
