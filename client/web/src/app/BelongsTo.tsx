import { dayWords } from "../programmes/days";
import { groupAddress, programmeAddress, sessionAddress } from "./address";
import { useBoardPlace } from "./board_place";
import { useBoard } from "./scope";

/** The programme, group and session that the board belongs to, for those who may read these (SPEC G9, G11). */
export function BelongsTo() {
  const { info } = useBoard();
  const place = useBoardPlace();
  if (!place) return null;
  const { programme, group, session, programme_title, group_title, number, date } = place;
  return (
    <nav class="belongs-to" aria-label="Where this board belongs">
      <ol>
        <li>{info.can_organise ? <a href={programmeAddress(programme)}>{programme_title}</a> : programme_title}</li>
        <li>
          <a href={groupAddress(programme, group)}>{group_title}</a>
        </li>
        <li>
          <a href={sessionAddress(programme, session)}>
            Session {number}, {dayWords(date)}
          </a>
        </li>
      </ol>
    </nav>
  );
}
