import { useEffect } from "preact/hooks";
import { JoinPage } from "../join/JoinPage";
import { type ProgrammeRoute, type Route, routeOf } from "./address";
import { Later } from "./later";
import { LaterPage } from "./LaterPart";

const START = new Later<object>(() => import("../start/StartPage").then(({ StartPage }) => StartPage));
const BOARD = new Later<{ readonly board: string }>(() => import("./BoardPage").then(({ BoardPage }) => BoardPage));
const PROGRAMMES = new Later<{ readonly route: ProgrammeRoute }>(() =>
  import("../programmes/ProgrammePages").then(({ ProgrammePages }) => ProgrammePages),
);

/** The page that this address shows. */
export function App({ route = routeOf(window.location) }: { readonly route?: Route }) {
  switch (route.page) {
    case "start":
      return <LaterPage part={START} props={{}} />;
    case "join":
      return <Joining secret={route.secret} />;
    case "board":
      return <LaterPage part={BOARD} props={{ board: route.board }} />;
    case "programmes":
    case "programme":
    case "group":
    case "session":
    case "report":
      return <LaterPage part={PROGRAMMES} props={{ route }} />;
    case "unknown":
      return <Unknown />;
  }
}

/** While somebody answers who they are, the board is loaded already. */
function Joining({ secret }: { readonly secret: string }) {
  useEffect(() => {
    // Where it cannot be loaded, this is said when the board is opened.
    BOARD.load().catch(() => {});
  }, []);
  return <JoinPage fromAddress={secret} />;
}

function Unknown() {
  return (
    <main class="page narrow">
      <h1>There is no such page</h1>
      <p>
        Open the link you were given, or <a href="/">go to the start page</a>.
      </p>
    </main>
  );
}
