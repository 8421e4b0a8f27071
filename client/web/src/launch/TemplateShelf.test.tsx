import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import type { Shelf, Template } from "../app/api";
import { TemplateFacts } from "./TemplateCard";
import { TemplatePreview } from "./TemplatePreview";
import { TemplateShelf, TO_BEGIN } from "./TemplateShelf";

function template(id: string, values: Partial<Template>): Template {
  return {
    id, title: id, group: "session", own: false, version: 1, summary: "What it is for.", record: "", minutes: 5, source: "Ours", note: "",
    checked_by_ambit_trainer: false, banner: null, attribution: "none", ask: [], roles: [],
    phases: [{ id: "p", title: "P", do: "Begin.", minutes: 5, per_area: false, private: null, dots: null }],
    picture: [{ kind: "scale", title: "Z", hint: "", columns: 3, rect: [0, 0, 12, 2], inside: [], record_hint: "" }],
    ...values,
  };
}

async function shown(shelf: Shelf): Promise<HTMLElement> {
  const root = document.createElement("div");
  await act(() => render(<TemplateShelf shelf={shelf} groups={TO_BEGIN} level={3} onChoose={() => undefined} />, root));
  return root;
}

test("templates stand in groups, whole boards first, each with its time and where it comes from", async () => {
  const templates = [template("Poster", { group: "output" }), template("Manualize", { group: "board" }), template("Ours", { own: true })];
  const root = await shown({ templates, faults: [] });
  const headings = [...root.querySelectorAll("h3, h4")].map((each) => each.textContent);
  expect(headings).toEqual(["Whole boards", "Manualize", "Tools for a session", "Ours", "For a report", "Poster"]);
  expect(root.querySelector(".banner")).toBeNull();
  expect([...root.querySelectorAll("article")].filter((card) => card.textContent?.includes("From your organisation"))).toHaveLength(1);
});

test("T7 what is wrong in a file is said with its line, and the others can be chosen", async () => {
  const faults = [{ file: "manualize.toml", line: 22, reason: "'minutes' must be a whole number." }];
  const root = await shown({ templates: [template("Manualize", { group: "board" })], faults });
  expect(root.querySelector(".banner li")?.textContent).toBe("manualize.toml, line 22: 'minutes' must be a whole number.");
  expect(root.querySelector("button")?.textContent).toBe("Choose Manualize");
});

test("T3 before a launch one reads what each area gets, who is named, and which version of whose file it is", async () => {
  const goal = { kind: "list", title: "Goal", hint: "What for?", columns: 1, rect: [0, 0, 12, 2], inside: [], record_hint: "" } as const;
  const areas = { ...goal, kind: "areas", title: "Areas", hint: "", inside: [goal], record_hint: "What do we agree?" } as const;
  const chosen = template("Ours", { own: true, version: 7, attribution: "organisation", picture: [areas] });
  const root = document.createElement("div");
  await act(() => render([<TemplatePreview key="preview" template={chosen} />, <TemplateFacts key="facts" template={chosen} />], root));
  const inside = [...root.querySelectorAll("li li")].map((each) => each.textContent);
  expect(inside).toEqual(["Goal. What for?", "Agreed record. What do we agree?"]);
  const facts = [...root.querySelectorAll("dl > div")].map((each) => each.textContent);
  expect(facts).toContain("People are namedby organisation");
  expect(facts).toContain("Version7, from your organisation");
});
