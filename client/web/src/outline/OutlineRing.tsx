import { useBoard } from "../app/scope";
import { HatsWorn, YourHat } from "../hats/HatsWorn";
import { Heading } from "../board/ZoneHeading";
import type { Heading as Title, Zone } from "../model/types";
import { deleteCard } from "./card_actions";
import { HatForm } from "./HatForm";
import type { Level } from "./Renamable";
import { useState } from "preact/hooks";
import { focusFirst } from "./focus";

interface Props {
  readonly zone: Zone;
  readonly level: Level;
}

/** Hats as sections. What a hat says goes to the server alone, which places it under the hat's name (SPEC I4). */
export function OutlineRing({ zone, level }: Props) {
  return (
    <>
      <HatsWorn zone={zone} />
      <p class="hint">What a hat says is shown with the hat’s name, never with yours.</p>
      {zone.columns.map((hat) => (
        <section key={hat.id} class="outline-zone">
          <Heading level={level} id={`outline-hat-${hat.id}`}>
            {hat.title}
          </Heading>
          <YourHat zone={zone.id} hat={hat.id} />
          {hat.hint && <p class="hint">{hat.hint}</p>}
          <dl class="outline-hat">
            {zone.rows.map((prompt) => (
              <div key={prompt.id}>
                <dt>{prompt.title}</dt>
                <dd>
                  <Answers zone={zone} hat={hat} prompt={prompt} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

interface AnswersProps {
  readonly zone: Zone;
  readonly hat: Title;
  readonly prompt: Title;
}

const NEW = "new";

function Answers({ zone, hat, prompt }: AnswersProps) {
  const { model, connection } = useBoard();
  const [writing, setWriting] = useState<string | null>(null);
  const ids = model.cardsInCell(zone.id, [prompt.id, hat.id]).value;
  const mayEdit = connection.mayEdit.value;
  const place = `[data-answers="${prompt.id} ${hat.id}"]`;
  const form = (card: string | null) => (
    <HatForm
      zone={zone.id}
      cell={[prompt.id, hat.id]}
      card={card}
      hat={hat.title}
      prompt={prompt.title}
      onDone={() => {
        setWriting(null);
        focusFirst(card === null ? `${place} .add-button` : `${place} [data-card="${card}"] .outline-open`);
      }}
    />
  );
  return (
    <div data-answers={`${prompt.id} ${hat.id}`}>
      {ids.length > 0 && (
        <ul class="outline-cards">
          {ids.map((id) => (
            <li key={id} class="outline-card" data-card={id}>
              {writing === id ? form(id) : <Answer id={id} hat={hat} prompt={prompt} onEdit={() => setWriting(id)} />}
            </li>
          ))}
        </ul>
      )}
      {writing === NEW && form(null)}
      {mayEdit && writing !== NEW && (
        <button type="button" class="quiet add-button" onClick={() => setWriting(NEW)}>
          Say as {hat.title}
          <span class="hidden">: {prompt.title}</span>
        </button>
      )}
      {!mayEdit && ids.length === 0 && <p class="empty">Nothing said yet.</p>}
    </div>
  );
}

interface AnswerProps {
  readonly id: string;
  readonly hat: Title;
  readonly prompt: Title;
  readonly onEdit: () => void;
}

function Answer({ id, hat, prompt, onEdit }: AnswerProps) {
  const scope = useBoard();
  const text = scope.model.content(scope.model.text(`cards/${id}/text`)).value;
  const what = ` what ${hat.title} says: ${prompt.title}`;
  return (
    <>
      <p class="plain-text" dir="auto">
        {text}
      </p>
      {scope.connection.mayEdit.value && (
        <span class="outline-actions">
          <button type="button" class="quiet outline-open" onClick={onEdit}>
            Edit<span class="hidden">{what}</span>
          </button>
          <button type="button" class="quiet" onClick={() => deleteCard(scope, id)}>
            Delete<span class="hidden">{what}</span>
          </button>
        </span>
      )}
    </>
  );
}
