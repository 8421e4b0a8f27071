import { useEffect, useState } from "preact/hooks";
import { Announcer } from "../app/Announcer";
import { api, type CheckedInvitation, type Me, Problem } from "../app/api";
import { boardAddress } from "../app/address";
import { Field } from "../app/Field";
import { ProblemNote } from "../app/ProblemNote";
import { TaskButton } from "../app/TaskButton";
import { useLoaded, useTask } from "../app/useTask";
import { LIMITS } from "../model/schema.gen";
import { forgetSecret, keptSecret } from "./kept_secret";

/** The one question between a link and its board. `fromAddress` is what stood behind the # of the address. */
export function JoinPage({ fromAddress }: { readonly fromAddress: string }) {
  const [secret, setSecret] = useState(() => keptSecret(fromAddress));
  useEffect(() => {
    // Another link, opened in the same tab, changes nothing but what stands behind the #.
    const onOtherLink = () => {
      const other = window.location.hash.slice(1);
      if (other !== "") setSecret(keptSecret(other));
    };
    window.addEventListener("hashchange", onOtherLink);
    return () => window.removeEventListener("hashchange", onOtherLink);
  }, []);
  return secret === "" ? <NoSecret /> : <Invited key={secret} secret={secret} />;
}

/** Somebody came without the secret: back from a board, or with half a link. */
function NoSecret() {
  const me = useLoaded<Me | null>(api.me, null);
  const isKnown = Boolean(me.value?.participant);
  useEffect(() => {
    if (isKnown) window.location.replace("/");
  }, [isKnown]);
  return (
    <main class="page narrow">
      <h1>Open the whole link again</h1>
      <p>The address is not complete. Open the link as it was sent to you, or copy all of it.</p>
      <p>
        <a href="/">Go to your boards</a>
      </p>
    </main>
  );
}

function Invited({ secret }: { readonly secret: string }) {
  const check = useLoaded<CheckedInvitation | null>(() => api.checkInvitation(secret), null);
  useEffect(() => {
    document.title = "Join – Manualboard";
    // The secret shall not stay in the address, where it could be read over a shoulder or shared by mistake.
    window.history.replaceState(null, "", "/join");
  }, []);
  useEffect(() => {
    if (isOver(check.problem)) forgetSecret();
  }, [check.problem]);
  if (check.problem) return <WrongLink problem={check.problem} onRetry={check.reload} />;
  if (!check.value) return <p class="page">Looking at your link…</p>;
  return <JoinForm secret={secret} invitation={check.value} />;
}

/** True when the server says that the link gives nothing, false when it could not be asked. */
function isOver(problem: unknown): boolean {
  return problem instanceof Problem && problem.status >= 400 && problem.status < 500 && problem.status !== 429;
}

function WrongLink({ problem, onRetry }: { readonly problem: unknown; readonly onRetry: () => void }) {
  const over = isOver(problem);
  return (
    <main class="page narrow">
      <h1>{over ? "This link does not work" : "The link cannot be checked just now"}</h1>
      <ProblemNote problem={problem} />
      <p>{over ? "Ask the person who sent it for a new one, and check that the whole link was copied." : "Your link is still in this page."}</p>
      {!over && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </main>
  );
}

const ROLE_WORDS = { facilitate: "You will run this board.", edit: "You can write on this board.", view: "You can read this board." };

function JoinForm({ secret, invitation }: { readonly secret: string; readonly invitation: CheckedInvitation }) {
  const task = useTask();
  const known = invitation.participant;
  const [name, setName] = useState(known?.name ?? "");
  const [organisation, setOrganisation] = useState(known?.organisation ?? "");
  const [job, setJob] = useState(known?.job ?? "");
  const errors = task.problem instanceof Problem ? task.problem.fields : {};
  const join = () =>
    task.run(async () => {
      const about = { name: name.trim(), organisation: organisation.trim() || null, job: job.trim() || null };
      const joined = await api.join({ secret, ...about });
      forgetSecret();
      window.location.replace(joined.board_id ? boardAddress(joined.board_id) : "/");
    });
  return (
    <main class="page narrow">
      <h1>{invitation.board ? `Join “${invitation.board.title}”` : "Start making boards"}</h1>
      {invitation.board && <p>{ROLE_WORDS[invitation.role]}</p>}
      <ProblemNote problem={task.problem} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          join();
        }}
      >
        <Field label="What name should others see?" error={errors["name"]}>
          {(described) => (
            <input
              {...described}
              required
              autocomplete="name"
              maxLength={LIMITS.MAX_NAME * 2}
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label="Organisation" optional error={errors["organisation"]}>
          {(described) => (
            <input
              {...described}
              autocomplete="organization"
              value={organisation}
              onInput={(event) => setOrganisation(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label="Your role or job" optional error={errors["job"]}>
          {(described) => (
            <input {...described} autocomplete="organization-title" value={job} onInput={(event) => setJob(event.currentTarget.value)} />
          )}
        </Field>
        <Notice invitation={invitation} />
        <TaskButton task={task} during="Joining…" class="primary">
          Join
        </TaskButton>
      </form>
      <Announcer />
    </main>
  );
}

/** Who sees what, how long it is kept, and what must not be written. */
function Notice({ invitation }: { readonly invitation: CheckedInvitation }) {
  const { who_sees, kept, reminder } = invitation.notice;
  return (
    <div class="inset">
      <p>{who_sees}</p>
      <p>{kept}</p>
      <p>
        <strong>{reminder}</strong>
      </p>
    </div>
  );
}
