"""The data of a board is nobody else's to read on the same machine."""

import stat
from pathlib import Path

from tests.services.board_server import BoardServer, new_board, organiser


async def test_the_data_folder_and_its_files_are_its_owners_alone(tmp_path: Path) -> None:
    async with BoardServer(tmp_path) as server, organiser(server) as api:
        await new_board(api)
        data = tmp_path / "data"
        for path in [data, *data.iterdir()]:
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
