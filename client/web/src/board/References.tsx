import { untracked } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { goTo } from "../app/go_to";
import { useBoard } from "../app/scope";
import type { BoardPart } from "../model/parts";
import { referencesOf, referringTo, refsOf, type Target, type TargetGroup, targetsOf } from "../model/references";
import { LIMITS } from "../model/schema.gen";
import type { Card } from "../model/types";
import { afterDrawing } from "../outline/focus";
import { GroupedChoice } from "./GroupedChoice";

const FIND = { label: "Find it", hint: "Type some letters of what it says, or of where it is.", counted: "cards and areas" };

/** What a card refers to and what refers to it, each with the way there, and how it is made to refer to more. */
export function References({ card }: { readonly card: Card }) {
  const { model, view } = useBoard();
  const here = useRef<HTMLDivElement>(null);
  const focus = () => afterDrawing(() => here.current?.querySelector<HTMLElement>("input, select, button")?.focus());
  const refs = refsOf(model, card.id);
  const change = (wanted: readonly string[], said: string) => {
    model.edits.setCardRefs(card.id, wanted);
    view.announce(said);
    focus();
  };
  return (
    <div ref={here} class="references">
      <NamedReferences of={{ root: "cards", id: card.id }}>
        {({ id, name }) => (
          <button type="button" class="quiet" onClick={() => change(refs.filter((other) => other !== id), `It no longer refers to ${name}.`)}>
            Take away<span class="hidden"> the reference to {name}</span>
          </button>
        )}
      </NamedReferences>
      {refs.length < LIMITS.MAX_LIST ? (
        <ReferToMore card={card} onOpen={focus} onAdd={({ id, name }) => change([...refs, id], `It refers to ${name} now.`)} />
      ) : (
        <p>A card refers to {LIMITS.MAX_LIST} things at most. Take one away to add another.</p>
      )}
    </div>
  );
}

interface NamedReferencesProps {
  readonly of: BoardPart;
  /** What else can be done with each that it refers to. */
  readonly children?: (target: Target) => ComponentChildren;
}

/** What a part refers to and what refers to it, each with the way there. */
export function NamedReferences({ of, children }: NamedReferencesProps) {
  const { model } = useBoard();
  return (
    <>
      <Named title="It refers to" from={of} targets={referencesOf(model, of.id)}>
        {children}
      </Named>
      <Named title="It is referred to by" from={of} targets={referringTo(model, of.id)} />
    </>
  );
}

interface NamedProps {
  readonly title: string;
  readonly from: BoardPart;
  readonly targets: readonly Target[];
  /** What else can be done with each. */
  readonly children?: ((target: Target) => ComponentChildren) | undefined;
}

function Named({ title, from, targets, children }: NamedProps) {
  if (targets.length === 0) return null;
  return (
    <div>
      <p class="field-name">{title}</p>
      <ul aria-label={title}>
        {targets.map((target) => (
          <li key={target.id} class="row">
            <span>{target.name}</span>
            {target.part && <GoThere name={target.name} part={target.part} from={from} />}
            {children?.(target)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function GoThere({ name, part, from }: { readonly name: string; readonly part: BoardPart; readonly from: BoardPart }) {
  const scope = useBoard();
  const { view } = scope;
  const go = () => {
    view.dialog.value = null;
    view.followed.value = [...view.followed.peek(), from];
    view.announce(`Gone to ${name}. Go back, below the board, or Alt with R leads back.`);
    goTo(scope, part);
  };
  return (
    <button type="button" class="quiet" data-first onClick={go}>
      Go there<span class="hidden">: {name}</span>
    </button>
  );
}

interface MoreProps {
  readonly card: Card;
  readonly onOpen: () => void;
  readonly onAdd: (target: Target) => void;
}

/** What can be referred to is gathered when it is asked for: a board may have thousands of cards. */
function ReferToMore({ card, onOpen, onAdd }: MoreProps) {
  const { model } = useBoard();
  const [offered, setOffered] = useState<readonly TargetGroup[] | null>(null);
  const [chosen, setChosen] = useState("");
  const open = () => {
    setOffered(untracked(() => targetsOf(model, card.id)));
    onOpen();
  };
  if (offered === null) {
    return (
      <button type="button" onClick={open}>
        Refer to a card or an area
      </button>
    );
  }
  const add = () => {
    const target = offered.flatMap(({ targets }) => targets).find(({ id }) => id === chosen);
    if (!target) return;
    setOffered(null);
    setChosen("");
    onAdd(target);
  };
  return (
    <>
      <GroupedChoice
        label="Refer to"
        hint="Such as what it rests on. A report can lead from each recommendation to all that is behind it."
        find={FIND}
        groups={offered.map(({ title, targets }) => ({ title, choices: targets.map(({ id, name }) => [id, name] as const) }))}
        before={[["", "Nothing chosen"]]}
        value={chosen}
        onChoose={setChosen}
      />
      <button type="button" onClick={add}>
        Add the reference
      </button>
    </>
  );
}
