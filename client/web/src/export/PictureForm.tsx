import { useState } from "preact/hooks";

import { Field } from "../app/Field";
import { useBoard } from "../app/scope";
import type { BoardModel } from "../model/board";
import { MAKING, useWork } from "../work/use_work";
import { WorkLine } from "../work/WorkLine";
import { keepFile, makePicture, type PictureFormat } from "./exports_api";

const FILES: readonly (readonly [PictureFormat, string])[] = [
  ["png", "PNG"],
  ["svg", "SVG"],
  ["text", "Words for who does not see it"],
];

interface Props {
  readonly board: string;
  /** The snapshot that is shown, so that the picture is of the same. */
  readonly snapshot: string | null;
}

/** The board, a template or an area as a picture, and as words. */
export function PictureForm({ board, snapshot }: Props) {
  const { model } = useBoard();
  const making = useWork(MAKING);
  const [part, setPart] = useState("");
  const make = (format: PictureFormat) => () =>
    making.run(async (work) => {
      const file = await makePicture(board, { part: part === "" ? null : part, format, snapshot }, work);
      keepFile(file);
      return `Saved as “${file.name}”.`;
    });
  return (
    <details class="export-picture">
      <summary>A picture of the board</summary>
      <Field label="What to show" hint="As it is laid out on the board, with every word in it.">
        {(described) => (
          <select {...described} value={part} onChange={(event) => setPart(event.currentTarget.value)}>
            <option value="">The whole board</option>
            {partsOf(model).map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div class="export-ways">
        {FILES.map(([format, word]) => (
          <button type="button" key={format} aria-disabled={making.busy} onClick={make(format)}>
            {word}
          </button>
        ))}
      </div>
      <WorkLine working={making} />
    </details>
  );
}

function partsOf(model: BoardModel): readonly { readonly id: string; readonly title: string }[] {
  const launches = model.launches.value.map((id) => ({ id, title: model.launch(id).value?.title || "Untitled" }));
  const areas = model.areas.value.map((id) => ({ id, title: `Area: ${model.area(id).value?.title || "without a title"}` }));
  return [...launches, ...areas];
}
