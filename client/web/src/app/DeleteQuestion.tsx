import { type BoardPart, holdingWords, PART_WORDS, partName } from "../model/parts";
import { deletePart } from "../news/deleting";
import { Question } from "./Question";
import { useBoard } from "./scope";

/** Asks before a part of the board goes, with all that others wrote in it. */
export function DeleteQuestion({ part, onClose }: { readonly part: BoardPart; readonly onClose: () => void }) {
  const scope = useBoard();
  const { model } = scope;
  const name = partName(model, part);
  const holding = holdingWords(model, part);
  const remove = () => {
    deletePart(scope, part);
    onClose();
  };
  return (
    <Question title={`Delete ${name}?`} yes={`Delete the ${PART_WORDS[part.root]}`} no="Keep it" onYes={remove} onNo={onClose}>
      <p>
        {holding === "" ? "There is nothing in it yet." : `It goes with ${holding}.`} Everyone stops seeing it. You can bring it
        back from the Deleted list.
      </p>
    </Question>
  );
}
