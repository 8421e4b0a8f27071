"""Private rounds in a database."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

import sqlalchemy as sa

from server.ports.directory import UnknownEntry
from server.ports.rounds import (
    MAX_OWN_CARDS,
    MAX_ROUND_CHARACTERS,
    CardWriting,
    NewRound,
    PrivateCard,
    Round,
    RoundRefused,
    RoundState,
    Stored,
    Tally,
    Written,
)

from .entries import Adapter, known, new_id, one, select
from .tables import boards, private_cards, rounds

_ROUNDS = select(rounds, Round)
_CARDS = select(private_cards, PrivateCard)
_GOING: tuple[RoundState, ...] = ("open", "revealing")
_IS_WRITTEN = private_cards.c.text != ""
_ERASED: Mapping[str, str | None] = {"text": "", "row": None, "column": None, "certainty": None}


class SqlRounds(Adapter):
    """The port `rounds.Rounds`."""

    async def open_round(self, board: str, new: NewRound) -> Round:
        """See Rounds."""
        values = asdict(new) | {"id": new_id(), "board": board, "state": "open", "since": self._clock()}

        def opening(connection: sa.Connection) -> Round:
            # Of two at the same time the second waits here.
            connection.execute(sa.select(boards.c.id).where(boards.c.id == board).with_for_update())
            here = _ROUNDS.where(rounds.c.board == board)
            made = one(connection, here.where(rounds.c.request == new.request), Round)
            if made is not None:
                return made
            if one(connection, here.where(rounds.c.state.in_(_GOING)), Round) is not None:
                raise RoundRefused("on")
            connection.execute(sa.insert(rounds), values)
            return _round(connection, values["id"])

        with known():
            return await self._database.write(opening)

    async def newest_round(self, board: str) -> Round | None:
        """See Rounds."""
        return await self._one(_ROUNDS.where(rounds.c.board == board).order_by(rounds.c.number.desc()), Round)

    async def get_round(self, board: str, wanted: str) -> Round:
        """See Rounds."""
        found = await self._one(_ROUNDS.where(rounds.c.board == board, rounds.c.id == wanted), Round)
        if found is None:
            raise UnknownEntry("There is no such round.")
        return found

    async def write_private(self, wanted: Round, participant: str, writing: CardWriting) -> Stored:
        """See Rounds."""
        mine = (private_cards.c.round == wanted.id, private_cards.c.participant == participant)

        def write(connection: sa.Connection) -> Stored:
            state = _round(connection, wanted.id).state
            found = one(connection, _CARDS.where(*mine, private_cards.c.id == writing.card), PrivateCard)
            if found is not None and found.mark == writing.mark:
                return Stored(found.revision, found.row, found.column)
            _check_open(state, writing)
            overtaken = writing.after != (found.revision if found else 0)
            if overtaken and not _says_so(found, wanted, writing):
                raise RoundRefused("overtaken")
            _check_room(connection, wanted.id, participant, writing, found.text if found else "")
            meant = _in_own_column(connection, wanted, mine, writing)
            if found is not None and overtaken:
                return Stored(found.revision, meant.row, meant.column)
            return _store(connection, wanted.id, participant, meant)

        return await self._database.write(write)

    async def own_cards(self, board: str, participant: str) -> Sequence[PrivateCard]:
        """See Rounds."""
        mine = _CARDS.join(rounds).where(rounds.c.board == board, private_cards.c.participant == participant)
        in_order = mine.where(_IS_WRITTEN).order_by(private_cards.c.number)
        return await self._every(in_order, PrivateCard)

    async def tally(self, wanted: str) -> Tally:
        """See Rounds."""
        writers = sa.func.count(sa.distinct(private_cards.c.participant))
        counted = sa.select(writers, sa.func.count()).where(private_cards.c.round == wanted, _IS_WRITTEN)
        return await self._database.read(lambda connection: Tally(*connection.execute(counted).one()))

    async def end_round(self, wanted: str) -> Round:
        """See Rounds."""

        def end(connection: sa.Connection) -> Round:
            found = _round(connection, wanted)
            if found.state in ("revealing", "revealed"):
                raise RoundRefused("over")
            return _put_state(connection, wanted, "ended")

        return await self._database.write(end)

    async def freeze_round(self, wanted: str) -> Round:
        """See Rounds."""

        def freeze(connection: sa.Connection) -> Round:
            found = _round(connection, wanted)
            if found.state == "ended":
                raise RoundRefused("over")
            if found.state != "open":
                return found
            if not connection.scalar(sa.select(sa.func.count()).where(private_cards.c.round == wanted, _IS_WRITTEN)):
                raise RoundRefused("nobody")
            return _put_state(connection, wanted, "revealing")

        return await self._database.write(freeze)

    async def written(self, wanted: str) -> Sequence[Written]:
        """See Rounds."""
        found = select(private_cards, Written).where(private_cards.c.round == wanted, _IS_WRITTEN)
        return await self._every(found.order_by(private_cards.c.text), Written)

    async def close_round(self, wanted: str) -> None:
        """See Rounds."""

        def close(connection: sa.Connection) -> None:
            if _round(connection, wanted).state == "revealing":
                connection.execute(sa.update(private_cards).where(private_cards.c.round == wanted).values(_ERASED))
                _put_state(connection, wanted, "revealed")

        await self._database.write(close)

    async def frozen_rounds(self) -> Sequence[Round]:
        """See Rounds."""
        return await self._every(_ROUNDS.where(rounds.c.state == "revealing").order_by(rounds.c.number), Round)


def _round(connection: sa.Connection, wanted: str) -> Round:
    """Return it, locked until the transaction ends: nobody writes a card while it is frozen."""
    found = one(connection, _ROUNDS.where(rounds.c.id == wanted).with_for_update(), Round)
    if found is None:
        raise UnknownEntry("There is no such round.")
    return found


def _put_state(connection: sa.Connection, wanted: str, state: RoundState) -> Round:
    connection.execute(sa.update(rounds).where(rounds.c.id == wanted).values(state=state))
    return _round(connection, wanted)


def _check_open(state: RoundState, writing: CardWriting) -> None:
    if state != "open" and (state == "revealing" or writing.text):
        raise RoundRefused("over")


def _check_room(connection: sa.Connection, wanted: str, participant: str, writing: CardWriting, before: str) -> None:
    more = len(writing.text) - len(before)
    if more <= 0:
        return
    all_of_it = sa.select(sa.func.coalesce(sa.func.sum(sa.func.length(private_cards.c.text)), 0))
    mine = sa.select(sa.func.count()).where(private_cards.c.participant == participant, _IS_WRITTEN)
    length = connection.scalar(all_of_it.where(private_cards.c.round == wanted)) or 0
    cards = connection.scalar(mine.where(private_cards.c.round == wanted)) or 0
    if length + more > MAX_ROUND_CHARACTERS or (cards >= MAX_OWN_CARDS and not before):
        raise RoundRefused("full")


def _says_so(card: PrivateCard | None, wanted: Round, writing: CardWriting) -> bool:
    """Return whether a card says already what is written, so that two windows agree; its column is the person's."""
    if card is None or not writing.text:
        return False
    same = (card.text, card.row, card.certainty) == (writing.text, writing.row, writing.certainty)
    return same and (wanted.cells == "column" or card.column == writing.column)


def _in_own_column(
    connection: sa.Connection, wanted: Round, mine: Sequence[sa.ColumnElement[bool]], writing: CardWriting
) -> CardWriting:
    """Return the writing, where each has one column in its author's; their other cards come along to a new one."""
    if wanted.cells != "column" or not writing.text:
        return writing
    there = (*mine, _IS_WRITTEN)
    own: str | None = connection.scalar(sa.select(private_cards.c.column).where(*there).limit(1))
    if own is None or own == writing.column:
        return writing
    if own != writing.after_column:
        return replace(writing, column=own)
    connection.execute(sa.update(private_cards).where(*there).values(column=writing.column))
    return writing


def _store(connection: sa.Connection, wanted: str, participant: str, writing: CardWriting) -> Stored:
    key = {"round": wanted, "participant": participant, "id": writing.card}
    said = _said(writing)
    values = {**said, "mark": writing.mark, "revision": writing.after + 1}
    if writing.after == 0:
        connection.execute(sa.insert(private_cards), key | values)
    else:
        mine = [private_cards.c[name] == value for name, value in key.items()]
        connection.execute(sa.update(private_cards).where(*mine).values(values))
    return Stored(writing.after + 1, said["row"], said["column"])


def _said(writing: CardWriting) -> Mapping[str, str | None]:
    if not writing.text:
        return _ERASED
    return {name: getattr(writing, name) for name in _ERASED}
