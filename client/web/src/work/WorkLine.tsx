import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { ProblemNote } from "../app/ProblemNote";
import type { Progress } from "./told";
import type { Found } from "./use_found";
import type { Working } from "./use_work";
import "./work.css";

/** A step that has gone on for so long is said aloud, once; shorter ones and counts only show, in milliseconds. */
const SPOKEN_AFTER = 3_000;

type Shown = Pick<Working, "busy" | "said" | "progress" | "problem" | "stop">;

/** How work stands, how far it is, and a way to stop it. */
export function WorkLine({ working }: { readonly working: Shown }) {
  return <Line {...working} />;
}

interface FoundLineProps {
  readonly found: Found<unknown>;
  /** What is said while it goes on, such as “Making the preview…”. */
  readonly begin: string;
}

/** The same for what is looked for, once that takes long; what was stopped can be begun again. */
export function FoundLine({ found, begin }: FoundLineProps) {
  const { isSlow, isStopped, progress, problem, reload, stop } = found;
  return (
    <Line busy={isSlow} said={isSlow ? begin : isStopped ? "Stopped." : ""} progress={progress} problem={problem} stop={stop}>
      {isStopped && (
        <button type="button" class="quiet" onClick={reload}>
          Begin again
        </button>
      )}
    </Line>
  );
}

function Line({ busy, said, progress, problem, stop, children }: Shown & { readonly children?: ComponentChildren }) {
  const line = useRef<HTMLParagraphElement>(null);
  return (
    <>
      <p class="work-line" ref={line} tabIndex={-1}>
        <output>{said}</output> {busy && progress && <Step {...progress} />} {busy && <StopButton stop={stop} line={line} />}
        {children}
        <Spoken step={busy ? (progress?.step ?? "") : ""} />
      </p>
      <ProblemNote problem={problem} />
    </>
  );
}

/** It goes with what it stops, or with what is done; the keyboard stays on the line. */
function StopButton({ stop, line }: { readonly stop: () => void; readonly line: RefObject<HTMLElement | null> }) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const [own, home] = [button.current, line.current];
    return () => {
      if (document.activeElement === own) home?.focus();
    };
  }, [line]);
  const end = (): void => {
    line.current?.focus();
    stop();
  };
  return (
    <button type="button" class="quiet" ref={button} onClick={end}>
      Stop
    </button>
  );
}

function Step({ step, done, of }: Progress) {
  if (of === 0) return <span>{step}</span>;
  const words = `${step}: ${done} of ${of}`;
  return (
    <span>
      {words} <progress max={of} value={done} aria-label={words} />
    </span>
  );
}

function Spoken({ step }: { readonly step: string }) {
  const [spoken, speak] = useState("");
  useEffect(() => {
    if (step === "") return undefined;
    const timer = setTimeout(() => speak(step), SPOKEN_AFTER);
    return () => {
      clearTimeout(timer);
      speak("");
    };
  }, [step]);
  return <output class="hidden">{spoken}</output>;
}
