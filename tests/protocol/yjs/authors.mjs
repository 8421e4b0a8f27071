/* Several Yjs documents, driven by JSON lines: a command on standard input, its answer on standard output. */
import { createRequire } from "node:module";
import readline from "node:readline";

// Yjs says on the console that it chose another client id; standard output is for answers.
console.log = console.error;

const Y = createRequire(`${process.cwd()}/package.json`)("yjs");
const ROOTS = ["meta", "zones", "areas", "cards", "links", "launches"];
const authors = new Map();

const bytes = (text) => Buffer.from(text, "base64");
const text = (array) => Buffer.from(array).toString("base64");

function open({ name, client, gc, state }) {
  const doc = new Y.Doc({ gc });
  doc.clientID = client;
  const roots = ROOTS.map((root) => doc.getMap(root));
  if (state) Y.applyUpdate(doc, bytes(state), "remote");
  const author = { doc, sent: [] };
  author.undo = new Y.UndoManager(roots, { captureTimeout: 0, trackedOrigins: new Set(["own"]) });
  doc.on("update", (update, origin) => {
    if (origin !== "remote") author.sent.push(text(update));
  });
  authors.set(name, author);
}

/** Follow a path of keys from a root; undefined when something is not there. */
function at(doc, path) {
  let here = doc.getMap(path[0]);
  for (const key of path.slice(1)) here = here instanceof Y.Map ? here.get(key) : undefined;
  return here;
}

/** Where a fraction of the text lies, in UTF-16 units, never inside of a character. */
function position(letters, fraction) {
  return letters.slice(0, Math.round(fraction * letters.length)).join("").length;
}

/** A plain value as it is; `{text}` and `{map}` as shared types. */
function wrap(value) {
  if (value?.constructor !== Object) return value;
  if (typeof value.text === "string") return new Y.Text(value.text);
  if (value.map === undefined) return value;
  const map = new Y.Map();
  for (const [key, inner] of Object.entries(value.map)) map.set(key, wrap(inner));
  return map;
}

const edits = {
  set: (map, { key, value }) => map.set(key, wrap(value)),
  unset: (map, { key }) => map.delete(key),
  insert: (target, { where, letters }) => target.insert(position([...target.toString()], where), letters),
  remove(target, { where, count }) {
    const letters = [...target.toString()];
    const start = position(letters, where);
    const gone = letters.slice(Math.round(where * letters.length)).slice(0, count).join("").length;
    if (gone) target.delete(start, gone);
  },
};

function edit(author, { steps }) {
  if (steps === "undo" || steps === "redo") author.undo[steps]();
  else
    author.doc.transact(() => {
      for (const step of steps) {
        const target = at(author.doc, step.path);
        const wanted = step.do === "set" || step.do === "unset" ? Y.Map : Y.Text;
        if (target instanceof wanted) edits[step.do](target, step);
      }
    }, "own");
  return author.sent.splice(0);
}

const commands = {
  open: (_, command) => open(command),
  edit,
  apply: ({ doc }, { update }) => Y.applyUpdate(doc, bytes(update), "remote"),
  vector: ({ doc }) => text(Y.encodeStateVector(doc)),
  state: ({ doc }, { vector }) => text(Y.encodeStateAsUpdate(doc, vector ? bytes(vector) : undefined)),
  merge: (_, { updates }) => text(Y.mergeUpdates(updates.map(bytes))),
  json: ({ doc }) => Object.fromEntries(ROOTS.map((root) => [root, doc.getMap(root).toJSON()])),
  close: (_, { name }) => authors.delete(name),
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  const answer = commands[command.do](authors.get(command.name), command);
  process.stdout.write(`${JSON.stringify(answer ?? null)}\n`);
}
