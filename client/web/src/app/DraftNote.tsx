import type { Draft } from "./useDraft";

/** Says that words from before are back in the form, and throws them away when that is wanted. */
export function DraftNote({ draft }: { readonly draft: Pick<Draft<unknown>, "isBack" | "startAgain"> }) {
  if (!draft.isBack) return null;
  const startAgain = (form: HTMLFormElement | null) => {
    draft.startAgain();
    form?.querySelector<HTMLElement>("input, textarea")?.focus();
  };
  return (
    <p class="draft-note">
      Here is what you wrote before and did not send.{" "}
      <button type="button" class="quiet" onClick={(event) => startAgain(event.currentTarget.form)}>
        Throw it away and start again
      </button>
    </p>
  );
}
