import type { Vote } from "../model/votes";
import { AgreementVote } from "./AgreementVote";
import { DotVote } from "./DotVote";
import { MarkerRound } from "./MarkerRound";

/** What a person does in an open vote. */
export function OpenVote({ vote }: { readonly vote: Vote }) {
  switch (vote.kind) {
    case "dots":
      return <DotVote vote={vote} />;
    case "agreement":
      return <AgreementVote vote={vote} />;
    case "markers":
      return <MarkerRound vote={vote} />;
  }
}
