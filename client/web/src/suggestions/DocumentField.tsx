import { Field } from "../app/Field";
import { WORD } from "./suggestions_api";

interface Props {
  readonly hint: string;
  readonly onFile: (file: File) => void;
}

/** Takes an edited Word document; the same one may be chosen again. */
export function DocumentField({ hint, onFile }: Props) {
  return (
    <Field label="The Word document" hint={hint}>
      {(described) => (
        <input
          {...described}
          type="file"
          accept={`.docx,${WORD}`}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) onFile(file);
            event.currentTarget.value = "";
          }}
        />
      )}
    </Field>
  );
}
