/* A Hocuspocus server as its own documentation starts it: PORT is where it listens, a line says when it does. */
"use strict";
const { createRequire } = require("node:module");
const packages = createRequire(`${process.cwd()}/package.json`);
const { Server } = packages("@hocuspocus/server");

const server = new Server({ port: Number(process.env.PORT), address: "127.0.0.1", quiet: true });
server.listen().then(() => console.log("listening"));
