/** The live board: its content and stage documents on one socket, what is saved, who is here, and what to do when refused. */

import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import * as Y from "yjs";
import { newId } from "../model/ids";
import { StageModel } from "../model/stage";
import { ServerTime } from "../stage/server_time";
import { countingSocket, type Line } from "./counting_socket";
import { DeviceCopy, olderCopies } from "./device_copy";
import { Ledger } from "./ledger";
import { type Peer, type Person, type Presence, watchPeers } from "./presence";
import { HttpReach } from "./reach";
import { ownPieces, type Piece, RescueShelf } from "./rescue";
import { isUnsaved, type SavedState, savedState } from "./saved";
import { ContentSession, readTold, type Refused } from "./session";
import { UnsentEdits } from "./unsent";

const ROLES = ["view", "edit", "facilitate"] as const;

export type Role = (typeof ROLES)[number];

/** What the server says of a board to somebody who may open it. */
export interface BoardAddress {
  readonly id: string;
  /** Wire names of the documents, epoch included. */
  readonly content: string;
  readonly stage: string;
  readonly role: Role;
  readonly participant: Person;
}

export interface ConnectionEvents {
  /** The board has a new history: nothing here may be sent; load the board's address again and open it. */
  onStale(): void;
}

/** An edit that waits longer than this is said to be not saved, in milliseconds. */
const LATE = 8000;

/** How long after a rejected frame the reason may take to arrive, in milliseconds. */
const REASON_PATIENCE = 2000;

/** How long the page may take to let go of a dead document, in milliseconds. */
const SETTLING = 250;

const FIRST_RETRY = 1000;
const LONGEST_RETRY = 8000;

const NO_RIGHTS: Refused = { code: "rights", reason: "You can look at this board, but not change it." };

const STALE: Refused = { code: "stale-epoch", reason: "What you had not sent yet could not be added to it." };

/** Where the server listens, as a WebSocket address; it names the board so that a proxy can keep a board on one server. */
export function syncAddress(board: string, location: Location = window.location): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/sync/${board}`;
}

/** Open a board for as long as `close` is not called. */
export function openBoard(board: BoardAddress, events: ConnectionEvents): BoardConnection {
  return new BoardConnection(board, events);
}

export class BoardConnection {
  readonly session: Signal<ContentSession>;
  readonly stage: StageModel;
  readonly serverTime = new ServerTime();
  readonly saved: ReadonlySignal<SavedState>;
  readonly role: ReadonlySignal<Role>;
  readonly mayEdit: ReadonlySignal<boolean>;
  readonly peers: ReadonlySignal<readonly Peer[]>;
  readonly shelf: RescueShelf;
  /** True while everything goes by plain HTTP, because something between blocks WebSockets. */
  readonly byHttp: ReadonlySignal<boolean>;
  /** The page has seen all that the server had; what comes from now on is new. */
  readonly caughtUp: ReadonlySignal<boolean>;
  /** A server is there now. */
  readonly isOpen: ReadonlySignal<boolean>;

  /** What is written in private is sent by other ways; whether it is saved is said in one place. */
  readonly privately = signal({ edits: 0, isKept: true });
  /** And so are comments. */
  readonly commenting = signal({ edits: 0, isKept: true });

  /** The role that the server gave. */
  private readonly given: Signal<Role>;
  /** The content can be written: neither may this person only read, nor is it damaged. */
  private readonly takesEdits = signal(true);
  private readonly ledger = new Ledger();
  private readonly line: ReadonlySignal<Line>;
  private readonly socket: HocuspocusProviderWebsocket;
  private readonly reach: HttpReach;
  private readonly late = signal(false);
  private readonly network = signal(navigator.onLine);
  private readonly stageProvider: HocuspocusProvider;
  private readonly endings: (() => void)[] = [];
  private refused: Refused | null = null;
  private rejection: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly board: BoardAddress,
    private readonly events: ConnectionEvents,
    address: string = syncAddress(board.id),
  ) {
    const { Socket, line } = countingSocket(this.ledger);
    this.line = line;
    this.byHttp = computed(() => line.value.byHttp);
    this.isOpen = computed(() => line.value.open);
    this.socket = new HocuspocusProviderWebsocket({
      url: address,
      WebSocketPolyfill: Socket,
      delay: FIRST_RETRY,
      minDelay: FIRST_RETRY,
      maxDelay: LONGEST_RETRY,
    });
    this.reach = new HttpReach(`/api/boards/${board.id}`);
    this.shelf = new RescueShelf(`manualboard rescue ${board.id} ${board.participant.id}`);
    this.given = signal(board.role);
    this.role = computed(() => (this.takesEdits.value ? this.given.value : "view"));
    this.session = signal(this.newSession());
    this.saved = this.watchSaved();
    const hasEnded = this.watchEnd();
    this.mayEdit = computed(() => this.role.value !== "view" && !hasEnded.value);
    this.peers = this.watchEverybody();
    const stageSynced = signal(false);
    this.caughtUp = computed(() => stageSynced.value && this.session.value.synced.value);
    const stageDoc = new Y.Doc();
    this.stage = new StageModel(stageDoc);
    this.stageProvider = new HocuspocusProvider({
      name: board.stage,
      document: stageDoc,
      awareness: null,
      token: "",
      websocketProvider: this.socket,
      onSynced: () => {
        stageSynced.value = true;
      },
      onStateless: ({ payload }) => this.hearPlace(readTold(payload)),
    });
    this.stageProvider.attach();
    this.watchLine();
    this.watchLateness();
    this.watchLeftovers();
    void this.start();
  }

  /** Tell others what this person is doing; what is not named stays as it was, and what they know is not told again. */
  setPresence(presence: Partial<Presence>): void {
    const { awareness } = this.session.peek();
    const known = awareness.getLocalState() ?? {};
    const news = Object.entries(presence).filter(([key, value]) => JSON.stringify(known[key]) !== JSON.stringify(value));
    for (const [key, value] of news) awareness.setLocalStateField(key, value);
  }

  /** Try to connect at once. */
  retry(): void {
    if (!this.line.peek().open) void this.socket.connect();
    void this.reach.ask();
  }

  close(): void {
    for (const end of this.endings) end();
    this.stageProvider.destroy();
    void this.session.peek().end({ forget: false });
    this.socket.destroy();
  }

  private async start(): Promise<void> {
    await this.retireOlderCopies();
    await this.session.peek().open();
  }

  private newSession(): ContentSession {
    const { content, participant } = this.board;
    this.ledger.resetDocument(content);
    return new ContentSession(content, participant.id, this.socket, {
      onRefused: (refused) => this.refuse(refused),
      onDenied: (reason) => this.deny(reason),
      onRole: (mayWrite) => {
        this.takesEdits.value = mayWrite;
      },
    });
  }

  /** What the server tells whoever opens the stage, and those whose role changes: its time, and what they may do now. */
  private hearPlace({ now, role }: Readonly<Record<string, unknown>>): void {
    this.serverTime.hear(now);
    const told = ROLES.find((each) => each === role);
    if (told) this.given.value = told;
  }

  private watchSaved(): ReadonlySignal<SavedState> {
    const account = this.ledger.account(this.board.content);
    this.endings.push(
      effect(() => {
        if (this.hasAll()) this.noteStored();
      }),
    );
    return computed(() =>
      savedState({
        account: account.value,
        line: this.line.value,
        network: this.network.value,
        http: this.reach.reach.value,
        answers: this.reach.answers.value,
        edits: this.session.value.unsent.edits.value + this.privately.value.edits + this.commenting.value.edits,
        keeping: [this.privately.value, this.commenting.value].some(isAtRisk) ? "cannot" : this.session.value.keeping,
        waitingTexts: this.shelf.waiting.value,
        late: this.late.value,
      }),
    );
  }

  /** The server has all that is in this page. */
  private hasAll(): boolean {
    return this.line.value.open && this.ledger.account(this.board.content).value.stored;
  }

  private noteStored(): void {
    const { unsent } = this.session.peek();
    unsent.settle();
    if (unsent.edits.peek() === 0) this.shelf.saved();
  }

  /** What another tab has not sent by now it cannot: it was closed. */
  private watchLeftovers(): void {
    const isAnyLeft = computed(() => this.hasAll() && this.session.value.unsent.edits.value > 0);
    this.endings.push(
      effect(() => {
        if (!isAnyLeft.value) return undefined;
        const timer = setTimeout(() => void this.takeOver(), LATE);
        return () => clearTimeout(timer);
      }),
      listen("storage", () => this.session.peek().unsent.recount()),
    );
  }

  /** Send from this tab what a closed one left on the device; what it did not even leave there is gone. */
  private async takeOver(): Promise<void> {
    const session = this.session.peek();
    await session.reread();
    session.unsent.forgetOthers();
    if (this.hasAll()) this.noteStored();
  }

  private watchEverybody(): ReadonlySignal<readonly Peer[]> {
    const peers = signal<readonly Peer[]>([]);
    this.endings.push(
      effect(() => {
        const [theirs, stop] = watchPeers(this.session.value.awareness);
        const follow = effect(() => {
          peers.value = theirs.value;
        });
        return () => {
          follow();
          stop();
        };
      }),
    );
    return peers;
  }

  /** Whether the access has ended: a signal of its own, or each letter would ask every card whether it may still be written. */
  private watchEnd(): ReadonlySignal<boolean> {
    const hasEnded = signal(false);
    this.endings.push(
      effect(() => {
        hasEnded.value = this.saved.value.kind === "ended";
      }),
    );
    return hasEnded;
  }

  private watchLateness(): void {
    const unsaved = computed(() => isUnsaved(this.saved.value));
    this.endings.push(
      effect(() => {
        this.late.value = false;
        if (!unsaved.value) return undefined;
        const timer = setTimeout(() => {
          this.late.value = true;
        }, LATE);
        return () => clearTimeout(timer);
      }),
    );
  }

  private watchLine(): void {
    this.endings.push(
      effect(() => {
        const { open, failures } = this.line.value;
        if (open) this.reach.isFine();
        else if (failures > 0) void this.reach.ask();
      }),
      this.ledger.listen((document, event) => this.hear(document, event)),
      listen("online", () => {
        this.network.value = true;
        this.retry();
      }),
      listen("offline", () => {
        this.network.value = false;
        this.reach.isDown();
      }),
      listen("beforeunload", (event) => {
        if (isUnsaved(this.saved.peek())) event.preventDefault();
      }),
    );
  }

  private hear(document: string, event: "rejected" | "closed"): void {
    if (document !== this.board.content) return;
    if (event === "closed") setTimeout(() => this.closedByServer());
    else this.rejection ??= setTimeout(() => void this.replace(this.refused ?? NO_RIGHTS), REASON_PATIENCE);
  }

  private refuse(refused: Refused): void {
    this.refused = refused;
  }

  private closedByServer(): void {
    if (this.refused) void this.replace(this.refused);
    else this.events.onStale();
  }

  private deny(reason: string): void {
    if (reason !== "stale-epoch") this.reach.isGone();
    else void this.becomeStale();
  }

  /** Nothing of the old history may be sent: keep this person's words, forget the rest, open the board anew. */
  private async becomeStale(): Promise<void> {
    const session = this.session.peek();
    this.keep(session.pieces(), STALE);
    await session.end({ forget: true });
    this.events.onStale();
  }

  /** A refused document is dead: keep this person's words and begin with what the server has. */
  private async replace(refused: Refused): Promise<void> {
    clearTimeout(this.rejection);
    this.rejection = undefined;
    this.refused = null;
    const old = this.session.peek();
    old.disconnect();
    const fresh = this.newSession();
    this.session.value = fresh;
    // What is still typed until the page has let go of the dead document is rescued too.
    await settled();
    this.keep(old.pieces(), refused);
    await old.end({ forget: true });
    await fresh.open();
  }

  private keep(pieces: readonly Piece[], { code, reason }: Refused): void {
    if (pieces.length === 0 && code === "stale-epoch") return;
    this.shelf.add({ id: newId(), at: new Date().toISOString(), code, reason, pieces });
  }

  /** Copies of older histories: this person's unsent words are kept, all else goes. */
  private async retireOlderCopies(): Promise<void> {
    const names = await olderCopies(this.board.content, this.board.participant.id);
    await Promise.all(names.map((name) => this.retire(name)));
  }

  private async retire(name: string): Promise<void> {
    const doc = new Y.Doc();
    const copy = await DeviceCopy.open(name, doc);
    const unsent = new UnsentEdits(doc, name);
    const pieces = ownPieces(doc, unsent.ranges());
    this.keep(pieces, STALE);
    unsent.settle();
    unsent.forgetOthers();
    copy.remove();
    doc.destroy();
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, SETTLING);
  });
}

function listen<K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void): () => void {
  window.addEventListener(type, listener);
  return () => window.removeEventListener(type, listener);
}

/** Something waits that a closed tab would lose. */
function isAtRisk({ edits, isKept }: { readonly edits: number; readonly isKept: boolean }): boolean {
  return edits > 0 && !isKept;
}
