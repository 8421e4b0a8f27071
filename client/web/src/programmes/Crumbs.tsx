import { PROGRAMMES } from "../app/address";

export interface Crumb {
  readonly title: string;
  /** Null for what this person may not open. */
  readonly address: string | null;
}

/** Where this page stands; `here` is what it is about. */
export function Crumbs({ above, here, mayOpenAll }: { readonly above: readonly Crumb[]; readonly here: string; readonly mayOpenAll: boolean }) {
  const all = [{ title: "Start page", address: "/" }, { title: "Programmes", address: mayOpenAll ? PROGRAMMES : null }, ...above];
  return (
    <nav aria-label="Where this page stands">
      <ol class="crumbs">
        {all.map(({ title, address }) => (
          <li key={title}>{address === null ? title : <a href={address}>{title}</a>}</li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}
