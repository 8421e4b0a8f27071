import { useEffect } from "preact/hooks";
import { useBoard } from "../app/scope";
import { keepSigns } from "./keep_signs";
import { REACTIONS } from "./signs";
import "./signs.css";

/** What people say just now, over the board; it goes by itself. Screen readers hear it counted, not each. */
export function SaidNow() {
  const scope = useBoard();
  const { connection, view, info } = scope;
  useEffect(() => keepSigns(scope), [scope]);
  const own = view.reaction.value;
  const said = connection.peers.value.flatMap(({ client, user, reaction }) =>
    reaction && user.id !== info.participant.id && reaction.word in REACTIONS ? [{ key: client, name: user.name, word: reaction.word }] : [],
  );
  const all = own ? [...said, { key: 0, name: "You", word: own.word }] : said;
  if (all.length === 0) return null;
  return (
    <ul class="said-now" aria-hidden="true">
      {all.map(({ key, name, word }) => (
        <li key={key}>
          {REACTIONS[word]} {name}: {word}
        </li>
      ))}
    </ul>
  );
}
