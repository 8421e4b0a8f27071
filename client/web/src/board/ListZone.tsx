import type { Zone } from "../model/types";
import { CardList } from "./CardList";

/** Cards one below the other. */
export function ListZone({ zone }: { readonly zone: Zone }) {
  return <CardList zone={zone} cell={null} />;
}
