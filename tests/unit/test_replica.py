"""The SDK's replica: frames in, frames out, and when it may say "saved"."""

from typing import Any

import pycrdt
import pytest

from board.wire import codec
from client.sdk import replica as module
from client.sdk.replica import READ_ONLY, Replica

NAME = "abcd1234.1/content"


class Server:
    """The other side: a document, and what the replica sent since it was last asked."""

    def __init__(self) -> None:
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.sent: list[codec.Message] = []
        self.changes = 0
        self.replica = Replica(NAME, self._take, self._changed)

    def _take(self, frame: bytes) -> None:
        decoded = codec.decode_addressed(frame)
        assert isinstance(decoded, tuple)
        address, message = decoded
        assert address == NAME
        self.sent.append(message)

    def _changed(self) -> None:
        self.changes += 1

    def saved(self) -> bool:
        return self.replica.saved

    def loaded(self) -> bool:
        return self.replica.loaded

    def take(self) -> list[codec.Message]:
        sent, self.sent = self.sent, []
        return sent

    def write(self, key: str, value: str) -> bytes:
        """Edit the server's document; returns the update."""
        before = self.doc.get_state()
        self.doc.get("meta", type=pycrdt.Map)[key] = value
        return self.doc.get_update(before)

    def open(self, scope: str = "read-write") -> None:
        """Greet a replica that has just connected, as the server does."""
        self.replica.receive(codec.Authenticated(scope))
        asked = next(message for message in self.take() if isinstance(message, codec.SyncStep1))
        self.replica.receive(codec.SyncStep2(self.doc.get_update(asked.state_vector)))
        self.replica.receive(codec.SyncStep1(self.doc.get_state()))

    def acknowledge(self, *, saved: bool = True) -> None:
        self.replica.receive(codec.SyncStatus(saved))


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def opened(server: Server) -> Server:
    server.replica.connected("token")
    server.open()
    server.acknowledge()
    server.take()
    return server


def typed(server: Server, key: str, value: str) -> None:
    server.replica.doc.get("meta", type=pycrdt.Map)[key] = value


def text(doc: pycrdt.Doc[Any], key: str) -> object:
    return doc.get("meta", type=pycrdt.Map).get(key)


def test_it_says_who_it_is_and_what_it_has(server: Server) -> None:
    server.replica.connected("secret")
    assert server.take() == [codec.Token("secret"), codec.SyncStep1(server.replica.doc.get_state())]


def test_it_takes_in_the_state_and_answers_with_what_it_has(server: Server) -> None:
    server.write("title", "ours")
    server.replica.connected("secret")
    server.open()
    assert text(server.replica.doc, "title") == "ours"
    assert server.loaded()
    assert [type(message) for message in server.take()] == [codec.SyncStep2]


def test_S1_saved_only_after_every_frame_is_acknowledged(opened: Server) -> None:
    assert opened.saved()
    typed(opened, "a", "1")
    typed(opened, "b", "2")
    assert [type(message) for message in opened.take()] == [codec.Update, codec.Update]
    assert not opened.saved()
    opened.acknowledge()
    assert not opened.saved()
    opened.acknowledge()
    assert opened.saved()


def test_S1_not_saved_before_the_first_exchange_is_acknowledged(server: Server) -> None:
    server.replica.connected("token")
    assert not server.saved()
    server.open()
    assert not server.saved()
    server.acknowledge()
    assert server.saved()


def test_what_the_server_sends_is_not_sent_back(opened: Server) -> None:
    opened.replica.receive(codec.Update(opened.write("title", "theirs")))
    assert text(opened.replica.doc, "title") == "theirs"
    assert opened.take() == []
    assert opened.saved()


def test_A4_updates_before_the_state_wait_for_it(server: Server) -> None:
    server.write("first", "1")
    state = server.doc.get_update()
    later = server.write("second", "2")
    server.replica.connected("token")
    server.replica.receive(codec.Authenticated("read-write"))
    server.replica.receive(codec.Update(later))
    assert text(server.replica.doc, "second") is None
    assert not server.loaded()
    server.replica.receive(codec.SyncStep2(state))
    assert text(server.replica.doc, "first") == "1"
    assert text(server.replica.doc, "second") == "2"


def test_A4_too_many_early_updates_make_it_ask_again(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_EARLY", 2)
    state = server.doc.get_update()
    server.replica.connected("token")
    server.take()
    for place in range(4):
        server.replica.receive(codec.Update(server.write(f"k{place}", "x")))
    server.replica.receive(codec.SyncStep2(state))
    assert not server.loaded()
    assert [type(message) for message in server.take()] == [codec.SyncStep1]
    server.replica.receive(codec.SyncStep2(server.doc.get_update()))
    assert server.loaded()
    assert text(server.replica.doc, "k3") == "x"


def test_S5_what_was_typed_offline_goes_out_once_after_the_reconnect(opened: Server) -> None:
    opened.replica.disconnected()
    typed(opened, "offline", "kept")
    assert opened.take() == []
    assert opened.replica.edited_offline
    opened.replica.connected("token")
    opened.open()
    (answer,) = opened.take()
    assert isinstance(answer, codec.SyncStep2)
    opened.doc.apply_update(answer.update)
    assert text(opened.doc, "offline") == "kept"
    opened.acknowledge()
    assert opened.saved()
    assert not opened.replica.edited_offline


def test_S5_an_edit_whose_acknowledgement_was_lost_is_sent_again(opened: Server) -> None:
    typed(opened, "a", "1")
    opened.take()
    opened.replica.disconnected()
    assert not opened.saved()
    opened.replica.connected("token")
    opened.open()
    (answer,) = opened.take()
    assert isinstance(answer, codec.SyncStep2)
    opened.doc.apply_update(answer.update)
    assert text(opened.doc, "a") == "1"


def test_S5_an_edit_that_the_server_has_is_not_sent_again(opened: Server) -> None:
    typed(opened, "a", "1")
    (edit,) = opened.take()
    assert isinstance(edit, codec.Update)
    opened.doc.apply_update(edit.update)
    opened.replica.disconnected()
    opened.replica.connected("token")
    opened.open()
    (answer,) = opened.take()
    assert isinstance(answer, codec.SyncStep2)
    before = opened.doc.get_state()
    opened.doc.apply_update(answer.update)
    assert opened.doc.get_state() == before
    assert len(answer.update) < len(edit.update)


def test_an_old_connections_acknowledgements_do_not_count(opened: Server) -> None:
    typed(opened, "a", "1")
    opened.replica.disconnected()
    opened.replica.connected("token")
    opened.take()
    opened.acknowledge()
    assert not opened.saved()


def test_a_question_in_mid_session_is_answered_and_counted(opened: Server) -> None:
    opened.replica.receive(codec.SyncStep1(pycrdt.Doc().get_state()))
    assert [type(message) for message in opened.take()] == [codec.SyncStep2]
    assert not opened.saved()
    opened.acknowledge()
    assert opened.saved()


def test_I2_a_readers_edit_is_refused_and_never_saved(server: Server) -> None:
    server.replica.connected("token")
    server.open(READ_ONLY)
    server.acknowledge()
    assert server.saved()
    typed(server, "a", "1")
    server.acknowledge(saved=False)
    assert server.replica.forbidden
    assert not server.saved()
    assert text(server.replica.doc, "a") == "1"


def test_I2_a_reader_goes_on_hearing_others(server: Server) -> None:
    server.replica.connected("token")
    server.open(READ_ONLY)
    server.acknowledge()
    typed(server, "a", "1")
    server.acknowledge(saved=False)
    server.replica.receive(codec.Update(server.write("title", "theirs")))
    assert text(server.replica.doc, "title") == "theirs"


def test_a_refusal_of_a_writer_waits_for_its_reason(opened: Server) -> None:
    typed(opened, "a", "1")
    opened.acknowledge(saved=False)
    assert not opened.saved()
    assert not opened.replica.forbidden


def test_each_message_that_matters_is_announced(opened: Server) -> None:
    before = opened.changes
    opened.replica.receive(codec.Close("bye"))
    assert opened.changes == before
    opened.acknowledge()
    assert opened.changes == before + 1


def test_what_a_document_that_is_given_holds_already_is_sent_to_the_server() -> None:
    server, doc = Server(), pycrdt.Doc[Any]()
    doc.get("meta", type=pycrdt.Map)["title"] = "Kept on the device"
    replica = Replica(NAME, server._take, server._changed, doc)
    replica.connected("token")
    replica.receive(codec.SyncStep1(b"\x00"))
    assert server.sent[-1] == codec.SyncStep2(doc.get_update())
    assert replica.doc is doc
