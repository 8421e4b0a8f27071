import { JoinPage } from "../join/JoinPage";
import { StartPage } from "../start/StartPage";
import { type ProgrammeRoute, type Route, routeOf } from "./address";
import { BoardPage } from "./BoardPage";
import { ProblemNote } from "./ProblemNote";
import { useLoaded } from "./useTask";

/** The page that this address shows. */
export function App({ route = routeOf(window.location) }: { readonly route?: Route }) {
  switch (route.page) {
    case "start":
      return <StartPage />;
    case "join":
      return <JoinPage fromAddress={route.secret} />;
    case "board":
      return <BoardPage board={route.board} />;
    case "programmes":
    case "programme":
    case "group":
    case "session":
    case "report":
      return <Programmes route={route} />;
    case "unknown":
      return <Unknown />;
  }
}

/** What organisers alone look at is loaded when they do. */
function Programmes({ route }: { readonly route: ProgrammeRoute }) {
  const pages = useLoaded<typeof import("../programmes/ProgrammePages") | null>(() => import("../programmes/ProgrammePages"), null);
  if (!pages.value) return <main class="page narrow">{pages.problem ? <ProblemNote problem={pages.problem} /> : <p>One moment…</p>}</main>;
  return <pages.value.ProgrammePages route={route} />;
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
