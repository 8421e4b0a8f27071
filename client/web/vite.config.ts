import { defineConfig } from "vitest/config";

// Where a server started by hand listens, for `vite dev`.
const server = process.env["MANUALBOARD_URL"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  build: {
    // Nothing inlined: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    target: "es2022",
  },
  server: {
    proxy: {
      "/api": server,
      "/sync": { target: server, ws: true },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
    passWithNoTests: true,
  },
});
