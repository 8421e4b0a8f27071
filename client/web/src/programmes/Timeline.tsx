import { periodWords, stretches, today } from "./days";
import type { Phase } from "./types";

interface Props {
  readonly phases: readonly Phase[];
  readonly onChange: (phase: string) => void;
  readonly onRemove: (phase: Phase) => void;
}

/** The programme's phases: a list that says its days, with a bar for each where these lie. */
export function Timeline({ phases, onChange, onRemove }: Props) {
  const bars = stretches(phases);
  const day = today();
  return (
    <ol class="timeline">
      {phases.map((phase, index) => (
        <li key={phase.id} aria-current={isOn(phase, day) ? "date" : undefined}>
          <div class="spread">
            <span>
              <strong>{phase.title}</strong>
              {isOn(phase, day) && <span class="badge is-here">now</span>}
              <span class="hint"> {periodWords(phase.starts, phase.ends)}</span>
              {phase.note && <span class="timeline-note"> {phase.note}</span>}
            </span>
            <span class="row">
              <button type="button" class="quiet" onClick={() => onChange(phase.id)}>
                Change<span class="hidden"> the phase {phase.title}</span>
              </button>
              <button type="button" class="quiet" onClick={() => onRemove(phase)}>
                Take out<span class="hidden"> the phase {phase.title}</span>
              </button>
            </span>
          </div>
          <div class="timeline-line" aria-hidden="true">
            <div
              class="timeline-bar"
              style={{ marginInlineStart: percent(bars[index]?.from ?? 0), inlineSize: percent(bars[index]?.span ?? 0) }}
            />
          </div>
        </li>
      ))}
    </ol>
  );
}

function isOn({ starts, ends }: Phase, day: string): boolean {
  return starts <= day && (ends === null ? starts === day : day <= ends);
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
