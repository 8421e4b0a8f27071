"""The sync engine in a simulated world: real hubs, rooms and clients, with time, network and database made up.

`clock` is time and the processes that live in it; `network`, `database` and `bus` are what lies between them; `process`
is a server, `client` and `provider` are people's ends, `truth` judges, `world` holds all of them, and `machine` lets
Hypothesis choose what happens. `python -m tests.model` runs as many steps as wanted.
"""
