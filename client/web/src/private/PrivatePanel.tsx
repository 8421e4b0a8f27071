import { useEffect } from "preact/hooks";
import { useBoard } from "../app/scope";
import { keepSending, speakRounds } from "./keep_sending";
import { LateCards } from "./LateCards";
import { speakOfColumn } from "./own_column";
import "./private.css";

/** Keeps private cards saved while the board is open, and offers what was not revealed. What is written is in `OpenRound`. */
export function PrivatePanel() {
  const scope = useBoard();
  useEffect(() => keepSending(scope), [scope]);
  useEffect(() => speakRounds(scope), [scope]);
  useEffect(() => speakOfColumn(scope), [scope]);
  return <LateCards />;
}
