import { beforeEach, describe, expect, it } from "vitest";
import { forgetSecret, keptSecret } from "./kept_secret";

describe("the secret of a link", () => {
  beforeEach(() => sessionStorage.clear());

  it("is there again after a reload, when the address no longer has it", () => {
    expect(keptSecret("abc")).toBe("abc");
    expect(keptSecret("")).toBe("abc");
  });

  it("is the newest one of the tab", () => {
    keptSecret("abc");
    expect(keptSecret("def")).toBe("def");
    expect(keptSecret("")).toBe("def");
  });

  it("is gone once it was used", () => {
    keptSecret("abc");
    forgetSecret();
    expect(keptSecret("")).toBe("");
  });
});
