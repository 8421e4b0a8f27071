/* One unmodified Yjs client, driven by JSON lines: a command on standard input, its answer on standard output. */
"use strict";
const { createRequire } = require("node:module");
const readline = require("node:readline");
const packages = createRequire(`${process.cwd()}/package.json`);

const Y = packages("yjs");
const WebSocket = packages("ws");
const doc = new Y.Doc();
let provider = null;
let token = "";
const closes = [];
const denials = [];
const stateless = [];
let received = 0;
let connections = 0;

class CountingSocket extends WebSocket {
  constructor(url, protocols) {
    super(url, protocols, token ? { headers: { authorization: `Bearer ${token}` } } : {});
    this.on("open", () => (connections += 1));
    this.on("message", () => (received += 1));
    this.on("close", (code, reason) => closes.push([code, String(reason)]));
  }
}

const openers = {
  hocuspocus: ({ url, name }) => {
    const { HocuspocusProvider, HocuspocusProviderWebsocket } = packages("@hocuspocus/provider");
    const websocketProvider = new HocuspocusProviderWebsocket({
      url: `${url}/sync`, WebSocketPolyfill: CountingSocket, delay: 50, minDelay: 50, maxDelay: 200,
    });
    const opened = new HocuspocusProvider({
      websocketProvider, name, document: doc, token,
      onAuthenticationFailed: ({ reason }) => denials.push(reason),
      onStateless: ({ payload }) => stateless.push(JSON.parse(payload)),
    });
    opened.attach();
    return {
      awareness: opened.awareness,
      synced: () => opened.synced,
      unsaved: () => opened.unsyncedChanges,
      scope: () => opened.authorizedScope ?? null,
      offline: () => websocketProvider.disconnect(),
      online: () => websocketProvider.connect(),
    };
  },
  "y-websocket": (options) => plain("y-websocket", options),
  "y-websocket2": (options) => plain("y-websocket2", options),
};

function plain(module, { url, name }) {
  const { WebsocketProvider } = packages(module);
  const opened = new WebsocketProvider(`${url}/yjs`, name, doc, {
    WebSocketPolyfill: CountingSocket, disableBc: true, params: token ? { token } : {}, maxBackoffTime: 200,
  });
  return {
    awareness: opened.awareness,
    synced: () => opened.synced,
    unsaved: () => null,
    scope: () => null,
    offline: () => opened.disconnect(),
    online: () => opened.connect(),
  };
}

function addCard(id, text) {
  doc.transact(() => {
    const card = new Y.Map();
    doc.getMap("cards").set(id, card);
    card.set("kind", "note");
    card.set("order", "V");
    card.set("zone", null);
    card.set("fields", new Y.Map());
    const shared = new Y.Text();
    card.set("text", shared);
    shared.insert(0, text);
  });
}

const text = (id) => doc.getMap("cards").get(id)?.get("text");
const cards = () =>
  Object.fromEntries([...doc.getMap("cards").entries()].map(([id, card]) => [id, String(card.get("text"))]));

const state = () => ({
  cards: cards(),
  json: JSON.stringify(doc.toJSON()),
  client: doc.clientID,
  synced: provider.synced(),
  unsaved: provider.unsaved(),
  scope: provider.scope(),
  awareness: [...provider.awareness.getStates().entries()],
  closes, denials, stateless, received, connections,
});

const conditions = {
  synced: () => provider.synced(),
  saved: () => provider.synced() && provider.unsaved() === 0,
  text: ({ id, value }) => String(text(id)) === value,
  count: ({ value }) => doc.getMap("cards").size === value,
  denied: () => denials.length > 0,
  refused: () => stateless.length > 0,
  closed: () => closes.length > 0,
  closes: ({ value }) => closes.length >= value,
  peers: ({ value }) => provider.awareness.getStates().size === value,
};

/** Answers when the condition holds; looks again whenever anything could have changed it. */
function until(command) {
  return new Promise((resolve) => {
    const look = () => {
      if (!conditions[command.what](command)) return;
      clearInterval(timer);
      resolve(state());
    };
    const timer = setInterval(look, 5);
    look();
  });
}

const commands = {
  open: (command) => {
    token = command.token ?? "";
    provider = openers[command.kind](command);
    return {};
  },
  add: ({ id, text: value }) => (addCard(id, value), {}),
  insert: ({ id, at, text: value }) => (text(id).insert(at, value), {}),
  type: ({ id, text: value }) => {
    for (const letter of value) text(id).insert(text(id).length, letter);
    return {};
  },
  remove: ({ id, at, length }) => (text(id).delete(at, length), {}),
  root: ({ name, key, value }) => (doc.getMap(name).set(key, value), {}),
  presence: ({ key, value }) => (provider.awareness.setLocalStateField(key, value), {}),
  offline: () => {
    const before = closes.length;
    provider.offline();
    return until({ what: "closes", value: before + 1 });
  },
  online: () => (provider.online(), {}),
  idle: ({ seconds }) => new Promise((resolve) => setTimeout(() => resolve(state()), seconds * 1000)),
  state,
  until,
};

readline.createInterface({ input: process.stdin }).on("line", async (line) => {
  const command = JSON.parse(line);
  const answer = await commands[command.do](command);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}).on("close", () => process.exit(0));
