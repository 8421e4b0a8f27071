import { JoinPage } from "../join/JoinPage";
import { StartPage } from "../start/StartPage";
import { type Route, routeOf } from "./address";
import { BoardPage } from "./BoardPage";

/** The page that this address shows. */
export function App({ route = routeOf(window.location) }: { readonly route?: Route }) {
  switch (route.page) {
    case "start":
      return <StartPage />;
    case "join":
      return <JoinPage fromAddress={route.secret} />;
    case "board":
      return <BoardPage board={route.board} />;
    case "unknown":
      return <Unknown />;
  }
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
