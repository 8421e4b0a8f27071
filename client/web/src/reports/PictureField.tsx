import { Field } from "../app/Field";
import type { OwnField } from "../programmes/EntityField";
import { pictureOptions, WHOLE_BOARD } from "./picturing";
import type { Sources } from "./sources";
import { perBoard } from "./taking";
import { type GivenSources, inWords, useFoundBoard } from "./TakingFields";

const HINT =
  "A numbered figure under the heading, without what stays in the group. It makes a Word file some 300 kB larger and takes half a second " +
  "longer. Of a large board nobody can read the picture on paper: choose one of its areas then.";

/** Which picture of its board a part has, if any. */
export function pictureField(sources: Sources): OwnField {
  return {
    kind: "own",
    label: "With a picture",
    draw: (given) => <PictureField {...given} sources={sources} />,
    words: (value) => inWords<string>(value, (of) => (of === WHOLE_BOARD ? "of the whole board" : sources.titleOf(of))) || "none",
  };
}

function PictureField(props: GivenSources) {
  const { value, onChange } = props;
  const { board, value: found } = useFoundBoard(props);
  const chosen = perBoard<string | null>(value)[board] ?? null;
  return (
    <Field label="With a picture" hint={HINT}>
      {(described) => (
        <select
          {...described}
          value={chosen ?? ""}
          onChange={(event) => onChange({ ...perBoard(value), [board]: event.currentTarget.value || null })}
        >
          <option value="">No picture</option>
          {pictureOptions(found, chosen).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
