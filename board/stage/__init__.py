"""The stage document, which the server alone writes: phases, votes, private rounds, hats, roles, locks."""
