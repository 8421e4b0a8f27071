import type { Zone } from "../model/types";
import { CardList } from "./CardList";
import { EchoedText } from "./EchoedText";
import { Starters } from "./Starters";

/** Cards one below the other. */
export function ListZone({ zone }: { readonly zone: Zone }) {
  return (
    <>
      <EchoedText zone={zone} />
      <CardList zone={zone} cell={null} />
      <Starters zone={zone} />
    </>
  );
}
