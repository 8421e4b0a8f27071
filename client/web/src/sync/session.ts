/** One life of a board's content in this page: document, copy on the device, provider. A refusal ends it; a new one follows. */

import { HocuspocusProvider, type HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { type ReadonlySignal, signal } from "@preact/signals";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { BoardModel } from "../model/board";
import { copyName, DeviceCopy, type Keeping } from "./device_copy";
import { ownPieces, type Piece } from "./rescue";
import { UnsentEdits } from "./unsent";

/** What the server says when it ends a session, as its Stateless message has it. */
export interface Refused {
  readonly code: string;
  readonly reason: string;
}

export interface SessionEvents {
  /** The server refused an edit; it will close the document. */
  onRefused(refused: Refused): void;
  /** The server would not let this page in. */
  onDenied(reason: string): void;
  onRole(mayWrite: boolean): void;
}

export class ContentSession {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly model: BoardModel;
  readonly unsent: UnsentEdits;
  /** Part of what the server stored of this board cannot be read: it is shown as it was before, and takes no edits. */
  readonly damaged = signal(false);
  private readonly name: string;
  private readonly loaded = signal(false);
  private readonly met = signal(false);
  private readonly copy = signal<DeviceCopy | null>(null);
  private provider: HocuspocusProvider | null = null;
  private over = false;

  constructor(
    private readonly document: string,
    participant: string,
    private readonly socket: HocuspocusProviderWebsocket,
    private readonly events: SessionEvents,
  ) {
    this.name = copyName(document, participant);
    // A first state is shown to nobody: awareness takes it for what everybody knows. The second says that somebody is here.
    this.awareness.setLocalState({});
    this.model = new BoardModel(this.doc);
    this.unsent = new UnsentEdits(this.doc, this.name);
    this.doc.on("update", this.noteEdit);
  }

  /** The board can be shown: it was read from this device or from the server. */
  get ready(): ReadonlySignal<boolean> {
    return this.loaded;
  }

  /** The server has told, at least once, all that it has. */
  get synced(): ReadonlySignal<boolean> {
    return this.met;
  }

  /** Whether the edits survive a closed tab on this device. */
  get keeping(): Keeping {
    return this.copy.value?.keeping.value ?? "keeping";
  }

  /** Read the device's copy, then connect. */
  async open(): Promise<void> {
    this.unsent.recount();
    const copy = await DeviceCopy.open(this.name, this.doc);
    if (this.over) {
      copy.close();
      return;
    }
    this.copy.value = copy;
    if (this.doc.getMap("meta").size > 0) this.loaded.value = true;
    this.provider = new HocuspocusProvider({
      name: this.document,
      document: this.doc,
      awareness: this.awareness,
      token: "",
      websocketProvider: this.socket,
      onSynced: () => {
        this.loaded.value = true;
        this.met.value = true;
      },
      onStateless: ({ payload }) => this.heard(payload),
      onAuthenticated: ({ scope }) => this.events.onRole(scope === "read-write"),
      onAuthenticationFailed: ({ reason }) => this.events.onDenied(reason),
    });
    this.provider.attach();
  }

  /** Take in what other tabs have left on this device. */
  async reread(): Promise<void> {
    await this.copy.peek()?.reread();
  }

  /** The unsent text of this person. */
  pieces(): readonly Piece[] {
    return ownPieces(this.doc, this.unsent.ranges());
  }

  /** Send and hear nothing more. */
  disconnect(): void {
    this.provider?.destroy();
    this.provider = null;
  }

  /** End it; with `forget` what this document has goes from the device too, and nothing that another tab wrote meanwhile. */
  async end({ forget }: { readonly forget: boolean }): Promise<void> {
    if (this.over) return;
    this.over = true;
    this.doc.off("update", this.noteEdit);
    this.disconnect();
    this.model.destroy();
    if (forget) this.unsent.settle();
    const copy = this.copy.peek();
    if (forget) await copy?.empty();
    else copy?.close();
    this.doc.destroy();
  }

  private readonly noteEdit = (_: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (transaction.local) this.unsent.note(transaction);
  };

  private heard(payload: string): void {
    const told = readTold(payload);
    if (told["refused"]) this.events.onRefused({ code: String(told["code"]), reason: String(told["reason"]) });
    if (told["damaged"]) this.damaged.value = true;
  }
}

/** What a Stateless message of the server says; nothing where it is no JSON object. */
export function readTold(payload: string): Readonly<Record<string, unknown>> {
  try {
    const told: unknown = JSON.parse(payload);
    return typeof told === "object" && told !== null ? (told as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
