import { useId } from "preact/hooks";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import type { Vote } from "../model/votes";
import { optionName, optionsOf } from "./DotVote";
import { scalesOf } from "./scales";
import { votesApi } from "./votes_api";
import { agreementWords, bandNames, dotsWords, takenPartWords, VOTE_TITLES } from "./words";

/** How many are picked as the top: a grid's most important gaps are three at most. */
const TOP = 3;

/** What came out of a closed vote: numbers and words, never who said what. */
export function VoteResult({ vote }: { readonly vote: Vote }) {
  const title = useId();
  return (
    <section class="vote is-closed" aria-labelledby={title}>
      <p class="vote-title" id={title}>
        {VOTE_TITLES[vote.kind]}: the result
      </p>
      <p class="vote-count">{takenPartWords(vote)}</p>
      <Outcome vote={vote} />
    </section>
  );
}

function Outcome({ vote }: { readonly vote: Vote }) {
  switch (vote.kind) {
    case "dots":
      return <DotsOutcome vote={vote} />;
    case "agreement":
      return <AgreementOutcome vote={vote} />;
    case "markers":
      return <Shapes vote={vote} />;
  }
}

function DotsOutcome({ vote }: { readonly vote: Vote }) {
  const { model, connection, info, view } = useBoard();
  const task = useTask();
  const dots = (option: string) => vote.totals[option] ?? 0;
  const ranked = optionsOf(model, vote.place)
    .filter((option) => dots(option) > 0)
    .toSorted((a, b) => dots(b) - dots(a));
  const use = (how: { readonly order?: boolean; readonly top?: number }, said: string) =>
    task.run(async () => {
      await votesApi.use(info.id, vote.id, how);
      view.announce(said);
    });
  if (ranked.length === 0) return <p>Nothing here has dots.</p>;
  return (
    <>
      <ol class="vote-options">
        {ranked.map((option) => (
          <li key={option}>
            <strong>{dotsWords(dots(option))}</strong>
            <span class="vote-option">{optionName(model, vote.place, option)}</span>
            {vote.top.includes(option) && <span class="badge">Top</span>}
          </li>
        ))}
      </ol>
      {connection.role.value === "facilitate" && (
        <div class="row">
          <button type="button" aria-disabled={task.busy} onClick={() => use({ order: true }, "They stand in the order of the vote now.")}>
            Put them in this order
          </button>
          <button type="button" aria-disabled={task.busy} onClick={() => use({ top: TOP }, "The top is marked.")}>
            Mark the top {TOP}
          </button>
        </div>
      )}
      <ProblemNote problem={task.problem} />
    </>
  );
}

function AgreementOutcome({ vote }: { readonly vote: Vote }) {
  const { model, connection, view } = useBoard();
  const area = model.area(vote.place).value;
  const isChanged = model.content(model.text(`areas/${vote.place}/record`)).value !== vote.text;
  const agree = () => {
    model.edits.setAreaStatus(vote.place, "agreed");
    view.announce("The area is marked as agreed.");
  };
  return (
    <>
      <p>
        <strong>{agreementWords(vote.totals)}</strong>
      </p>
      {isChanged && <p class="banner">The text was changed since.</p>}
      {connection.role.value === "facilitate" && area?.status !== "agreed" && (
        <button type="button" onClick={agree}>
          Mark the area as agreed
        </button>
      )}
    </>
  );
}

function Shapes({ vote }: { readonly vote: Vote }) {
  const { model } = useBoard();
  const scales = scalesOf(model, vote.place);
  if (Object.keys(vote.shapes).length === 0) {
    return <p>Fewer than four marked, so nothing is shown: a shape of so few would tell who marked what.</p>;
  }
  return (
    <>
      {scales.map((zone) => {
        const shape = vote.shapes[zone.id];
        return (
          <div key={zone.id} class="vote-shape">
            <p>{zone.title}</p>
            {shape ? <Bands names={bandNames(zone.columns)} shape={shape} /> : <p class="hint">Fewer than four marked this one, so it is not shown.</p>}
          </div>
        );
      })}
    </>
  );
}

/** The three parts of a scale in words, each with its number. */
export function Bands({ names, shape }: { readonly names: readonly string[]; readonly shape: readonly number[] }) {
  return (
    <ul class="vote-bands">
      {names.map((name, band) =>
        name === "" ? null : (
          <li key={name} style={{ "--share": (shape[band] ?? 0) / shape.reduce((sum, each) => sum + each, 0) }}>
            {name}: <strong>{shape[band] ?? 0}</strong>
          </li>
        ),
      )}
    </ul>
  );
}
