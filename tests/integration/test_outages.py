"""Whatever stops, hangs or is cut off: nothing saved is lost, nothing is called saved that is not, nobody restarts it.

OUTAGES, PAUSE (seconds), WRITERS and SEED in the environment ask for more, longer ones, or a certain run.
"""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.integration.outages import SCENARIOS, Scenario, disk_full
from tests.options import number
from tests.services.board_server import BoardServer
from tests.services.topology import Topology, topology

OUTAGES = number("OUTAGES", 1)
PAUSE = number("PAUSE", 1)
WRITERS = number("WRITERS", 6)
SEED = number("SEED", secrets.randbelow(2**32))

pytestmark = pytest.mark.slow


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def parts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Topology]:
    async with topology(tmp_path_factory.mktemp("parts")) as parts:
        yield parts


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
async def test_S5_S6_an_outage_loses_nothing_that_was_saved(parts: Topology, scenario: Scenario) -> None:
    print(f"SEED={SEED} OUTAGES={OUTAGES} PAUSE={PAUSE} WRITERS={WRITERS}")
    await scenario(parts, pauses=[PAUSE] * OUTAGES, writers=WRITERS, seed=SEED)


async def test_S6_a_full_disk_is_said_and_nothing_need_be_started_again(tmp_path: Path) -> None:
    print(f"SEED={SEED} OUTAGES={OUTAGES} PAUSE={PAUSE} WRITERS={WRITERS}")
    async with BoardServer(tmp_path) as server:
        await disk_full(server, pauses=[PAUSE] * OUTAGES, writers=WRITERS, seed=SEED)
