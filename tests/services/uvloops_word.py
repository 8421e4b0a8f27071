"""What uvloop raises when something is written to a connection that has just ended: a word of its own for it."""

import asyncio

import uvloop


def uvloops_word() -> RuntimeError:
    """Return such an error, of a real connection."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_write_late())


async def _write_late() -> RuntimeError:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.transport.abort()
    await writer.wait_closed()
    while True:
        try:
            writer.transport.write(b"late")
        except RuntimeError as error:
            server.close()
            return error
        await asyncio.sleep(0)
