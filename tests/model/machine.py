"""What may happen, as a Hypothesis state machine: it chooses, and shrinks what it chose when an invariant breaks."""

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.property.test_restore import STEPS, Step, words

from .client import Client, Person
from .world import SILENT_SECONDS, VIEWER, World

TEMPLATES = ("dis_integration_grid", "wearing_different_hats")
people = st.builds(
    Person,
    kind=st.sampled_from(("sdk", "stock")),
    participant=st.sampled_from(("ann", "ben", "cem", VIEWER)),
    undoes=st.booleans(),
)
some = st.integers(0, 30)
waits = st.sampled_from((0.0, 0.001, 0.004, 0.0, 0.01, 0.05, 0.3, 3.0, 35.0))
faults = st.sampled_from((0.0, 0.02, 1.0, 8.0))
notices = st.sampled_from((0.0, 1.0, SILENT_SECONDS))


class Tally:
    """How much was done in this process, over all examples."""

    steps = 0
    examples = 0
    rows = 0
    frames = 0


class Sync(RuleBasedStateMachine):
    """People, servers and faults on one board."""

    world: World

    @initialize(servers=st.integers(1, 3), people=st.lists(people, min_size=2, max_size=6))
    def begin(self, servers: int, people: Sequence[Person]) -> None:
        self.world = World(servers, people)
        Tally.examples += 1

    def _client(self, number: int) -> Client:
        return self.world.clients[number % len(self.world.clients)]

    def _then(self, seconds: float) -> None:
        Tally.steps += 1
        self.world.wait(seconds)

    # What people do

    @rule(who=some, step=st.sampled_from(STEPS), a=some, b=some, text=words, wait=waits)
    def edit(self, who: int, step: Step, a: int, b: int, text: str, wait: float) -> None:
        self._client(who).edit(step, a, b, text)
        self._then(wait)

    @rule(who=some, where=some, text=words, wait=waits)
    def type(self, who: int, where: int, text: str, wait: float) -> None:
        self._client(who).type(where, text)
        self._then(wait)

    @rule(letters=st.lists(st.tuples(some, some, words), min_size=1, max_size=10), pause=waits, wait=waits)
    def all_type(self, letters: list[tuple[int, int, str]], pause: float, wait: float) -> None:
        for who, where, text in letters:
            self._client(who).type(where, text)
            self.world.wait(min(pause, 0.01))
        self._then(wait)

    @rule(
        chosen=st.lists(st.tuples(some, st.sampled_from(STEPS), some, some, words), min_size=1, max_size=6), wait=waits
    )
    def all_edit(self, chosen: list[tuple[int, Step, int, int, str]], wait: float) -> None:
        for who, step, a, b, text in chosen:
            self._client(who).edit(step, a, b, text)
        self._then(wait)

    @rule(who=some, wait=waits)
    def undo(self, who: int, wait: float) -> None:
        self._client(who).undo()
        self._then(wait)

    @rule(who=some, wait=waits)
    def redo(self, who: int, wait: float) -> None:
        self._client(who).redo()
        self._then(wait)

    @rule(who=some, wait=waits)
    def misbehave(self, who: int, wait: float) -> None:
        client = self._client(who)
        if client.participant != VIEWER:
            client.misbehave()
        self._then(wait)

    @rule(who=some, wait=waits)
    def repeat(self, who: int, wait: float) -> None:
        self._client(who).repeat()
        self._then(wait)

    @rule(who=some, wait=waits)
    def ask(self, who: int, wait: float) -> None:
        self._client(who).ask()
        self._then(wait)

    @rule(who=some, wait=waits)
    def show_presence(self, who: int, wait: float) -> None:
        self._client(who).show_presence()
        self._then(wait)

    # What networks do

    @rule(who=some, server=notices, client=notices, wait=waits)
    def cut(self, who: int, server: float, client: float, wait: float) -> None:
        self.world.cut(self._client(who), server_notices=server, client_notices=client)
        self._then(wait)

    @rule(who=some, seconds=faults, wait=waits)
    def go_offline(self, who: int, seconds: float, wait: float) -> None:
        client = self._client(who)
        self.world.go_offline(client)
        self.world.timeline.after(seconds, lambda: self.world.go_online(client))
        self._then(wait)

    @rule(who=some, seconds=st.sampled_from((0.0, 0.005, 0.1, 2.0)), wait=waits)
    def delay(self, who: int, seconds: float, wait: float) -> None:
        self._client(who).latency = seconds
        self._then(wait)

    @rule(who=some, wait=waits)
    def overflow(self, who: int, wait: float) -> None:
        self.world.overflow(self._client(who))
        self._then(wait)

    @rule(count=st.integers(1, 3), wait=waits)
    def lose_on_the_bus(self, count: int, wait: float) -> None:
        self.world.bus.lose_next(count)
        self._then(wait)

    @rule(seconds=faults, wait=waits)
    def cut_the_bus(self, seconds: float, wait: float) -> None:
        self.world.cut_the_bus()
        self.world.timeline.after(seconds, self.world.mend_the_bus)
        self._then(wait)

    @rule(which=some, seconds=faults, wait=waits)
    def deafen(self, which: int, seconds: float, wait: float) -> None:
        servers = self.world.servers
        servers[which % len(servers)].relay.deafen(seconds)
        self._then(wait)

    # What servers do

    @rule(which=some, notice=notices, wait=waits)
    def crash(self, which: int, notice: float, wait: float) -> None:
        self.world.crash(which, clients_notice=notice)
        self._then(wait)

    @rule(which=some, wait=waits)
    def shut_down(self, which: int, wait: float) -> None:
        self.world.shut_down(which)
        self._then(wait)

    @rule(which=some, seconds=faults, wait=waits)
    def freeze(self, which: int, seconds: float, wait: float) -> None:
        self.world.freeze(which, seconds)
        self._then(wait)

    @rule(which=some, wait=waits)
    def sweep(self, which: int, wait: float) -> None:
        self.world.sweep(which)
        self._then(wait)

    @rule(which=some, wait=waits)
    def compact(self, which: int, wait: float) -> None:
        self.world.compact(which)
        self._then(wait)

    # What the database does

    @rule(seconds=faults, wait=waits)
    def database_goes(self, seconds: float, wait: float) -> None:
        self.world.database.away = True
        self.world.timeline.after(seconds, self.world.database.mend)
        self._then(wait)

    @rule(seconds=faults, wait=waits)
    def database_freezes(self, seconds: float, wait: float) -> None:
        self.world.database.frozen = True
        self.world.timeline.after(seconds, self.world.database.mend)
        self._then(wait)

    @rule(seconds=faults, wait=waits)
    def lose_an_answer(self, seconds: float, wait: float) -> None:
        self.world.database.lose_answer(seconds)
        self._then(wait)

    @rule(times=st.integers(1, 4), wait=waits)
    def hold(self, times: int, wait: float) -> None:
        self.world.database.held += times
        self._then(wait)

    # What facilitators do

    @rule(which=some, template=st.sampled_from(TEMPLATES), wait=waits)
    def launch(self, which: int, template: str, wait: float) -> None:
        self.world.give(which, self.world.launching(template))
        self._then(wait)

    @rule(which=some, order=some, wait=waits)
    def give_again(self, which: int, order: int, wait: float) -> None:
        orders = self.world.orders
        if orders:
            self.world.give_again(which, orders[order % len(orders)])
        self._then(wait)

    @rule(wait=waits)
    def take_snapshot(self, wait: float) -> None:
        self.world.take_snapshot()
        self._then(wait)

    @rule(which=some, snapshot=some, wait=waits)
    def go_back(self, which: int, snapshot: int, wait: float) -> None:
        self.world.go_back(which, snapshot)
        self._then(wait)

    @rule(which=some, wait=waits)
    def revoke(self, which: int, wait: float) -> None:
        self.world.revoke(which, "cem")
        self._then(wait)

    @rule()
    def settle(self) -> None:
        self.world.settle()
        self._then(0.0)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.settle()
        finally:
            Tally.rows += self.world.truth.seq
            Tally.frames += sum(client.frames for client in self.world.clients)
            self.world.close()
