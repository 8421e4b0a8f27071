/* A Hocuspocus server as its own documentation starts it: PORT is where it listens, a line says when it does.

With DATABASE it keeps documents as its SQLite extension does: one row a document, read when it is opened, written when
it was edited. (The extension itself needs a compiled package; Node has SQLite of its own.) */
"use strict";
const { createRequire } = require("node:module");
const packages = createRequire(`${process.cwd()}/package.json`);
const { Server } = packages("@hocuspocus/server");
const Y = packages("yjs");

const file = process.env.DATABASE;
const server = new Server({ port: Number(process.env.PORT), address: "127.0.0.1", quiet: true, ...(file ? keptIn(file) : {}) });
server.listen().then(() => console.log("listening"));

function keptIn(path) {
  const { DatabaseSync } = require("node:sqlite");
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, data BLOB NOT NULL)");
  const find = database.prepare("SELECT data FROM documents WHERE name = ?");
  const save = database.prepare("INSERT INTO documents VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data");
  return {
    onLoadDocument: async ({ documentName, document }) => {
      const row = find.get(documentName);
      if (row) Y.applyUpdate(document, row.data);
    },
    onStoreDocument: async ({ documentName, document }) => {
      save.run(documentName, Y.encodeStateAsUpdate(document));
    },
  };
}
