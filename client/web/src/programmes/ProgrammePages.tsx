import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { ProgrammeRoute } from "../app/address";
import { Announcer } from "../app/Announcer";
import { useAnnouncements } from "../app/useAnnouncements";
import { api, type Me } from "../app/api";
import { ProblemNote } from "../app/ProblemNote";
import { useLoaded } from "../app/useTask";
import { Drafts } from "../text/drafts";
import { GroupPage } from "./GroupPage";
import { ProgrammeList } from "./ProgrammeList";
import { ProgrammePage } from "./ProgrammePage";
import { ProgrammeContext } from "./scope";
import { ReportPage } from "../reports/ReportPage";
import { SessionPage } from "./SessionPage";
import "./programmes.css";

const NOBODY: Me | null = null;

/** The pages about programmes, for somebody who is signed in. */
export function ProgrammePages({ route }: { readonly route: ProgrammeRoute }) {
  const me = useLoaded<Me | null>(api.me, NOBODY);
  if (me.problem) return <Alone><ProblemNote problem={me.problem} /></Alone>;
  if (!me.value) return <p class="page">One moment…</p>;
  if (!me.value.participant) return <Alone><p>You are not signed in here. Open the link you were given.</p></Alone>;
  return <Known me={me.value} owner={me.value.participant.id} route={route} />;
}

function Known({ me, owner, route }: { readonly me: Me; readonly owner: string; readonly route: ProgrammeRoute }) {
  const announcements = useAnnouncements();
  const drafts = useMemo(() => new Drafts(`programmes ${owner}`), [owner]);
  const scope = useMemo(
    () => ({ me, drafts, say: (words: string) => announcements.announce(words) }),
    [me, drafts, announcements],
  );
  return (
    <ProgrammeContext.Provider value={scope}>
      <main class="page programme">
        <Shown route={route} />
        <Announcer />
      </main>
    </ProgrammeContext.Provider>
  );
}

function Shown({ route }: { readonly route: ProgrammeRoute }) {
  switch (route.page) {
    case "programmes":
      return <ProgrammeList />;
    case "programme":
      return <ProgrammePage programme={route.programme} />;
    case "group":
      return <GroupPage programme={route.programme} group={route.group} />;
    case "session":
      return <SessionPage programme={route.programme} session={route.session} />;
    case "report":
      return <ReportPage programme={route.programme} report={route.report} />;
  }
}

function Alone({ children }: { readonly children: ComponentChildren }) {
  return (
    <main class="page narrow">
      <h1>Programmes</h1>
      {children}
      <p>
        <a href="/">Go to the start page</a>
      </p>
    </main>
  );
}
