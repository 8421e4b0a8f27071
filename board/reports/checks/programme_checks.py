"""What an author should look at before a report of a programme goes out: names, attendance, ICBs, totals."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from board.programmes import Group, Organisation, Person, WholeProgramme, attendance_of, attendees_of, figures_of
from board.programmes.model import FACILITATOR
from board.reports.prose import one_line, quoted, spoken_list, spoken_names
from board.reports.source.attendance import Attendee
from board.reports.source.in_programme import InProgramme

from .findings import Finding
from .naming import Unnamed, named_without_consent
from .spelling import may_be_one, spelt_two_ways
from .texts import texts_of


def people_of(whole: WholeProgramme) -> tuple[Attendee, ...]:
    """Everybody of the programme, as a report names people."""
    people = (each for each in whole.people if not each.removed)
    return tuple(Attendee(name=one_line(each.name), consented=each.consented) for each in people)


def check_programme(place: InProgramme) -> Iterator[Finding]:
    """Yield what is to be looked at in the groups that the report shows, then in all that it names."""
    for group in place.shown:
        yield from _sessions(place, group)
        yield from _numbers(place, group)
        yield from _facilitators(place, group)
        yield from _invented(place, group)
        yield from _icbs(place, group)
    yield from _totals(place)
    yield from _organisations(place)
    yield from _same_names(place)
    yield from _spelt_two_ways(place)
    yield from _named(place)


def _group_finding(code: str, group: Group, field: str, message: str, fix: str) -> Finding:
    return Finding(code, one_line(group.title), message, fix, "group", group.id, field)


def _sessions(place: InProgramme, group: Group) -> Iterator[Finding]:
    """Sessions whose register is empty: averages leave out those before one that was held; without any, nobody came."""
    sessions = place.whole.sessions_of(group.id)
    held = [each.number for each in sessions if _present(place, group, [each.id])]
    if sessions and not held:
        message = "Nobody is on the register of any session, so the report says that the group had no attendees."
        fix = "Take over who joined, on the page of each session."
        yield _group_finding("group-without-register", group, "sessions", message, fix)
    for session in sessions:
        if held and session.number < max(held) and not _present(place, group, [session.id]):
            message = f"Session {session.number} has nobody on its register, so the average leaves it out."
            yield Finding(
                "session-without-register",
                one_line(group.title),
                message,
                "Keep its register, or take the session out.",
                "session",
                session.id,
                "register",
            )


def _numbers(place: InProgramme, group: Group) -> Iterator[Finding]:
    """Numbers that several sessions have: a report says which session by its number."""
    numbers = Counter(session.number for session in place.whole.sessions_of(group.id))
    for number, times in numbers.items():
        if times > 1:
            message = f"There are {times} sessions with the number {number}."
            yield _group_finding("number-twice", group, "sessions", message, "Give each session its own number.")


def _facilitators(place: InProgramme, group: Group) -> Iterator[Finding]:
    among = _facilitating(place, group) & _present(place, group)
    if group.facilitators_count and among:
        who = "1 facilitator is" if len(among) == 1 else f"{len(among)} facilitators are"
        message = f"{who} counted among the attendees."
        yield _group_finding(
            "facilitator-counted", group, "attendance", message, "Say so in the report, or do not count them."
        )
    unnamed = [each for each in _people(place, group.facilitators) if not each.consented and not each.removed]
    if unnamed:
        names = spoken_list([quoted(each.name) for each in unnamed])
        have = "has" if len(unnamed) == 1 else "have"
        message = f"{names} facilitated, and {have} not agreed to be named: the report gives a number instead."
        fix = "Ask, and note the answer with the person."
        yield _group_finding("facilitator-not-named", group, "facilitators", message, fix)


def _invented(place: InProgramme, group: Group) -> Iterator[Finding]:
    attendees = attendance_of(group, place.whole.sessions_of(group.id)).attendees
    invented = [each for each in _people(place, attendees) if each.invented]
    if invented:
        count = "1 attendee is" if len(invented) == 1 else f"{len(invented)} attendees are"
        message = f"{count} invented, to stand in for somebody unknown."
        fix = "Put the people themselves on the register, or say in the report that the number is an estimate."
        yield _group_finding("invented-attendees", group, "attendance", message, fix)


def _icbs(place: InProgramme, group: Group) -> Iterator[Finding]:
    """ICBs that the group names, beside those to which its attendees' areas belong."""
    if group.icbs is None:
        return
    known = place.places.icbs
    given = set(group.icbs)
    follow = {icb.id for icb in figures_of(place.whole, replace(group, icbs=None), place.places).icbs}
    fix = "Correct the ICBs of the group, or let them follow from where people come from."
    if unknown := sorted(given - known.keys()):
        yield _group_finding("icb-mismatch", group, "icbs", f"There is no ICB with the id {spoken_list(unknown)}.", fix)
    if extra := [icb.name for icb in known.values() if icb.id in given - follow]:
        message = f"The group names {spoken_names(extra)}, and nobody came from there."
        yield _group_finding("icb-mismatch", group, "icbs", message, fix)
    if missing := [icb.name for icb in known.values() if icb.id in follow - given]:
        message = f"The group leaves out {spoken_names(missing)}, where people came from."
        yield _group_finding("icb-mismatch", group, "icbs", message, fix)


def _totals(place: InProgramme) -> Iterator[Finding]:
    """Somebody who came to several groups is one person in all, and one in each."""
    attendees = [attendance_of(each, place.whole.sessions_of(each.id)).attendees for each in place.shown]
    together, unique = sum(map(len, attendees)), len(frozenset[str]().union(*attendees))
    if together != unique:
        counts = spoken_list([str(len(each)) for each in attendees])
        message = (
            f"The groups have {counts} attendees, {together} together; they are {unique} people, "
            "for some came to several groups."
        )
        fix = "Where the report gives a total, say which of the two it is."
        yield Finding("totals-differ", one_line(place.whole.programme.title), message, fix, "programme", field="groups")


def _organisations(place: InProgramme) -> Iterator[Finding]:
    """Organisations whose area or ICB the places file does not know, or does not put together."""
    for each in place.whole.organisations:
        for message in _faults(place, each, _last_day(place)):
            fix = "Correct the organisation, or the file of places."
            yield Finding("icb-mismatch", one_line(each.name), message, fix, "organisation", each.id)


def _faults(place: InProgramme, one: Organisation, day: dt.date | None) -> Iterator[str]:
    if one.place is not None and one.place not in place.places.places:
        yield f"Its area {quoted(one.place)} is not in the file of places."
    if one.icb is not None and one.icb not in place.places.icbs:
        yield f"Its ICB {quoted(one.icb)} is not in the file of places."
    elif one.icb and one.place and day:
        belongs = {icb.id for icb in place.places.icbs_of({one.place}, day)}
        if one.icb not in belongs:
            yield f"It stands for the ICB {quoted(place.places.icbs[one.icb].name)}, to which its area does not belong."


def _last_day(place: InProgramme) -> dt.date | None:
    return max((each.date for each in place.whole.sessions if each.register), default=None)


def _same_names(place: InProgramme) -> Iterator[Finding]:
    """Organisations that are there twice, and people whom a name and an organisation do not tell apart."""
    fix = "Put its people to one of them, and take the other out."
    for name, _, other in _twice((one_line(each.name), "", each.id) for each in place.whole.organisations):
        yield Finding("same-name", name, f"The organisation {quoted(name)} is there twice.", fix, "organisation", other)
    known = place.whole.organisations_by_id
    fix = "If they are one person, keep one on the registers and remove the other; if they are two, all is well."
    people = (each for each in place.whole.people if not each.removed)
    for name, organisation, other in _twice((one_line(each.name), each.organisation or "", each.id) for each in people):
        of = f" of {one_line(known[organisation].name)}" if organisation else ""
        yield Finding("same-name", "People", f"There are two people called {quoted(name)}{of}.", fix, "person", other)


def _twice(named: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Each name and what it belongs to that was met before, with the id of the one that is met again."""
    met: set[tuple[str, str]] = set()
    for name, of, identity in named:
        if (name, of) in met:
            yield name, of, identity
        met.add((name, of))


def _spelt_two_ways(place: InProgramme) -> Iterator[Finding]:
    people = {one_line(each.name): each.id for each in place.whole.people if not each.removed}
    organisations = {one_line(each.name): each.id for each in place.whole.organisations}
    fix = "If they are, keep one of them in the programme."
    for where, what, named in (("People", "person", people), ("Organisations", "organisation", organisations)):
        for one, other in spelt_two_ways(named):
            yield Finding("spelt-two-ways", where, may_be_one(one, other), fix, what, named[other])


def _named(place: InProgramme) -> Iterator[Finding]:
    """Who is named without consent in what the groups say of themselves, and on the other boards of their sessions."""
    unnamed = Unnamed(people_of(place.whole))
    for group in place.shown:
        for field, text in _texts_of_group(group):
            for name in unnamed.named_in(text):
                yield named_without_consent(name, one_line(group.title), "group", group.id, field)
    for board in place.boards:
        for where, what, identity, text in texts_of(board.projection):
            for name in unnamed.named_in(text):
                on_board = f"{one_line(board.projection['title'])}: {where}"
                yield named_without_consent(name, on_board, what, identity, board=board.id)


def _texts_of_group(group: Group) -> Iterator[tuple[str, str]]:
    """What a group says of itself, by the field that says it."""
    yield "", group.title
    yield "theme", group.theme
    yield "pillar", group.pillar
    yield "question", group.key_question


def _present(place: InProgramme, group: Group, sessions: Collection[str] | None = None) -> frozenset[str]:
    """Everybody who was present, facilitators too; at all sessions of the group or at some."""
    counted = replace(group, facilitators_count=True)
    held = (each for each in place.whole.sessions_of(group.id) if sessions is None or each.id in sessions)
    return frozenset[str]().union(*(attendees_of(counted, each) for each in held))


def _facilitating(place: InProgramme, group: Group) -> frozenset[str]:
    rows = (entry for each in place.whole.sessions_of(group.id) for entry in each.register)
    return frozenset(group.facilitators) | {entry.person for entry in rows if entry.role.casefold() == FACILITATOR}


def _people(place: InProgramme, ids: Iterable[str]) -> Sequence[Person]:
    known = place.whole.people_by_id
    return [known[each] for each in ids if each in known]
