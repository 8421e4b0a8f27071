import "./hats.css";
import { useState } from "preact/hooks";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { type Task, useTask } from "../app/useTask";
import type { Zone } from "../model/types";
import { focusFirst } from "../outline/focus";
import { type Hat, hatsApi, type MyHat } from "./hats_api";
import { wear } from "./wearing";

/** The hat that this person wears, and for facilitators what gives hats out and takes them off. */
export function HatsWorn({ zone }: { readonly zone: Zone }) {
  const { connection } = useBoard();
  const shown = connection.stage.hats.value.get(zone.id);
  const isOn = shown?.isOn ?? false;
  const leads = connection.role.value === "facilitate";
  if (!connection.mayEdit.value || (!isOn && !leads)) return null;
  return (
    <section class="hats-worn" aria-label={`Who wears what: ${zone.title}`}>
      {isOn && <OwnHat zone={zone.id} />}
      {leads && <Lead zone={zone.id} worn={isOn ? (shown?.worn ?? 0) : null} />}
    </section>
  );
}

function OwnHat({ zone }: { readonly zone: string }) {
  const scope = useBoard();
  const { info, view } = scope;
  const task = useTask();
  const known = view.hats.all.value.get(zone);
  const act = (work: () => Promise<MyHat>) =>
    task.run(async () => {
      wear(scope, zone, await work());
      focusFirst(`#own-hat-${zone} :is(button, select)`);
    });
  if (!known) return null;
  return (
    <div id={`own-hat-${zone}`}>
      <ProblemNote problem={known.problem ?? task.problem} />
      {known.mine ? (
        <>
          <p>
            You wear: <strong>{known.mine.title}</strong>. Only you see this.
          </p>
          <div class="row">
            <button type="button" aria-disabled={task.busy} onClick={() => act(() => hatsApi.ownJob(info.id, zone))}>
              This is my own job
            </button>
            <button type="button" class="quiet" aria-disabled={task.busy} onClick={() => act(() => hatsApi.wear(info.id, zone, null))}>
              Give it back
            </button>
          </div>
        </>
      ) : (
        <NoHat zone={zone} choice={known.choice} task={task} act={act} />
      )}
    </div>
  );
}

interface NoHatProps {
  readonly zone: string;
  readonly choice: readonly Hat[];
  readonly task: Task;
  readonly act: (work: () => Promise<MyHat>) => void;
}

function NoHat({ zone, choice, task, act }: NoHatProps) {
  const { info } = useBoard();
  const [chosen, setChosen] = useState("");
  const hat = choice.find(({ id }) => id === chosen) ?? choice[0];
  if (!hat) return <p>There is no hat that is not your own job. Ask the facilitator to add one.</p>;
  return (
    <>
      <p>You wear no hat yet. Nobody else sees which one you take, so two people may wear the same.</p>
      <div class="row">
        <select aria-label="Which hat do you want to wear?" value={hat.id} onChange={(event) => setChosen(event.currentTarget.value)}>
          {choice.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        <button type="button" aria-disabled={task.busy} onClick={() => act(() => hatsApi.wear(info.id, zone, hat.id))}>
          Wear this hat
        </button>
        <button type="button" aria-disabled={task.busy} onClick={() => act(() => hatsApi.dealMe(info.id, zone))}>
          Deal me a hat
        </button>
      </div>
    </>
  );
}

/** `worn`: how many wear a hat; null while the hats are off. */
function Lead({ zone, worn }: { readonly zone: string; readonly worn: number | null }) {
  const { info, view } = useBoard();
  const task = useTask();
  const run = (work: () => Promise<unknown>, said: string) =>
    task.run(async () => {
      await work();
      view.announce(said);
    });
  const giveOut = (deal: boolean) => run(() => hatsApi.giveOut(info.id, zone, deal), deal ? "The hats are dealt." : "People can choose a hat now.");
  return (
    <>
      {worn !== null && <p class="hint">{wornWords(worn)} Who wears which is told to nobody, you included.</p>}
      <div class="row">
        {worn === null ? (
          <>
            <button type="button" aria-disabled={task.busy} onClick={() => giveOut(true)}>
              Deal the hats
            </button>
            <button type="button" aria-disabled={task.busy} onClick={() => giveOut(false)}>
              Let people choose a hat
            </button>
          </>
        ) : (
          <>
            <button type="button" aria-disabled={task.busy} onClick={() => run(() => hatsApi.dealMore(info.id, zone), "Whoever had no hat has one now.")}>
              Deal to those without
            </button>
            <button type="button" aria-disabled={task.busy} onClick={() => run(() => hatsApi.off(info.id, zone), "The hats are off.")}>
              Hats off
            </button>
          </>
        )}
      </div>
      <ProblemNote problem={task.problem} />
    </>
  );
}

function wornWords(worn: number): string {
  if (worn === 0) return "Nobody wears a hat yet.";
  return worn === 1 ? "1 person wears a hat." : `${worn} people wear a hat.`;
}

/** Said beside the hat that this person wears, on this page alone. */
export function YourHat({ zone, hat }: { readonly zone: string; readonly hat: string }) {
  const { view } = useBoard();
  return view.hats.all.value.get(zone)?.mine?.id === hat ? <span class="badge is-here">Your hat</span> : null;
}
