"""Builds of reports in a database."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from board.building import Passage
from server.ports.builds import Build, NewBuild

from .entries import Adapter, known
from .programme_tables import report_builds


class SqlBuilds(Adapter):
    """The port `builds.Builds`."""

    async def note_build(self, build: NewBuild) -> None:
        """See Builds."""
        body = [[passage.part, passage.text] for passage in build.wording]
        row = {
            "programme": build.programme,
            "report": build.report,
            "at": self._clock(),
            "by": build.by,
            "revision": build.revision,
            "body": body,
        }

        def note(connection: sa.Connection) -> None:
            connection.execute(sa.delete(report_builds).where(*_at(build.programme, build.report)))
            connection.execute(sa.insert(report_builds), row)

        with known():
            await self._database.write(note)

    async def newest_build(self, programme: str, report: str) -> Build | None:
        """See Builds."""
        wanted = sa.select(report_builds).where(*_at(programme, report))
        found = await self._database.read(lambda connection: connection.execute(wanted).first())
        return None if found is None else _build(found)


def _at(programme: str, report: str) -> Sequence[sa.ColumnElement[bool]]:
    return [report_builds.c.programme == programme, report_builds.c.report == report]


def _build(row: sa.Row[Any]) -> Build:
    return Build(row.at, row.by, row.revision, [Passage(part, text) for part, text in row.body])
