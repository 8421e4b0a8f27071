/** The voice of where a component is shown: one for the open board, one for the pages without a board. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { Announcements } from "./announcements";
import { BoardContext } from "./scope";

/** Of the pages without a board. */
export const AnnouncementsContext = createContext(new Announcements());

/** What is said where this is shown. */
export function useAnnouncements(): Announcements {
  const page = useContext(AnnouncementsContext);
  return useContext(BoardContext)?.view ?? page;
}
