"""The demo: five people build the board of a leadership group and take its sections home.

`python -m client.demo` runs it on a server of its own.
"""
