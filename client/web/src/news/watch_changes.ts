/** Notes what others do to cards and agreed records, for what is told of it later. */

import * as Y from "yjs";
import { type CardNow, type Ledger, OPEN_BOARD, type Where } from "./ledger";

type Entity = Y.Map<unknown>;

/** Notes it in each ledger from now on, and calls `onChange` then; call what is returned to stop. */
export function watchChanges(doc: Y.Doc, ledgers: readonly Ledger[], onChange: () => void): () => void {
  const [cards, areas] = [doc.getMap<Entity>("cards"), doc.getMap<Entity>("areas")];
  const each = (work: (ledger: Ledger) => void) => ledgers.forEach(work);
  const observing =
    (note: (event: Y.YEvent<Y.AbstractType<unknown>>) => void) =>
    (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], { local }: Y.Transaction): void => {
      for (const event of events) {
        if (!local) note(event);
        else if (event.path.length > 0) each((ledger) => ledger.forget(String(event.path[0])));
      }
      if (!local) onChange();
    };
  const onCards = observing((event) => each((ledger) => noteCard(ledger, cards, event)));
  const onAreas = observing(({ path: [id, key] }) => each((ledger) => key === "record" && ledger.noteRecord(String(id))));
  cards.observeDeep(onCards);
  areas.observeDeep(onAreas);
  return () => {
    cards.unobserveDeep(onCards);
    areas.unobserveDeep(onAreas);
  };
}

function noteCard(ledger: Ledger, cards: Y.Map<Entity>, event: Y.YEvent<Y.AbstractType<unknown>>): void {
  const [id, key] = event.path;
  if (id === undefined) return noteNew(ledger, cards, event);
  const card = cards.get(String(id));
  if (!card) return undefined;
  if (key === "text" || key === "fields") return ledger.noteCard(String(id), whereOf(card), { isWritten: true });
  if (event.target === card && (event.keys.has("zone") || event.keys.has("deleted"))) {
    ledger.noteCard(String(id), whereBefore(card, event), { isWritten: false });
  }
  return undefined;
}

/** Cards that come with their zone are part of what was launched, and that is told by itself. */
function noteNew(ledger: Ledger, cards: Y.Map<Entity>, { keys, transaction }: Y.YEvent<Y.AbstractType<unknown>>): void {
  const zones = transaction.changed.get(transaction.doc.getMap("zones") as unknown as Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>>);
  for (const [id, { action }] of keys) {
    const zone = cards.get(id)?.get("zone");
    if (action === "add" && !zones?.has(String(zone))) ledger.noteCard(id, null, { isWritten: false });
  }
}

function whereBefore(card: Entity, { keys }: Y.YEvent<Y.AbstractType<unknown>>): Where {
  const before = (key: string): unknown => (keys.has(key) ? keys.get(key)?.oldValue : card.get(key));
  return shownIn(before("zone"), before("deleted"));
}

function whereOf(card: Entity): Where {
  return shownIn(card.get("zone"), card.get("deleted"));
}

function shownIn(zone: unknown, deleted: unknown): Where {
  if (deleted !== null && deleted !== undefined) return null;
  return typeof zone === "string" ? zone : OPEN_BOARD;
}

/** Where a card is now, and whether anything is written on it. */
export function cardNow(doc: Y.Doc, id: string): CardNow {
  const card = doc.getMap<Entity>("cards").get(id);
  if (!card) return { where: null, hasWords: false };
  const fields = card.get("fields");
  const texts = [card.get("text"), ...(fields instanceof Y.Map ? fields.values() : [])];
  return { where: whereOf(card), hasWords: texts.some((text) => text instanceof Y.Text && text.length > 0) };
}
