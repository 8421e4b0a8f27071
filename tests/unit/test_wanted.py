"""Work for a sender who goes away is cancelled."""

import asyncio

import pytest
from starlette.requests import ClientDisconnect, Request

from server.api.http.wanted import to_its_end, while_wanted


class Sender:
    """A request whose sender can go away."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()
        self.request = Request({"type": "http", "headers": []}, self._receive)

    async def _receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}


async def test_X15_work_is_cancelled_when_its_sender_goes_away():
    sender, ended = Sender(), asyncio.Event()

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    wanted = asyncio.create_task(while_wanted(sender.request, endless()))
    await asyncio.sleep(0)
    sender.gone.set()
    with pytest.raises(ClientDisconnect):
        await wanted
    assert ended.is_set()


async def test_X15_what_the_work_returns_or_raises_comes_through():
    async def seven() -> int:
        return 7

    async def fails() -> None:
        raise ValueError("no")

    assert await while_wanted(Sender().request, seven()) == 7
    with pytest.raises(ValueError, match="no"):
        await while_wanted(Sender().request, fails())


async def test_L4_what_is_put_in_order_is_done_once_however_often_its_caller_is_cancelled():
    goes_on, done = asyncio.Event(), []

    async def put_in_order() -> str:
        await goes_on.wait()
        done.append("once")
        return "in order"

    caller = asyncio.create_task(to_its_end(put_in_order()))
    for _ in range(3):
        await asyncio.sleep(0)
        caller.cancel()
    goes_on.set()
    assert await caller == "in order"
    assert done == ["once"]
