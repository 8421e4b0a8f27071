import { DialogFrame } from "./DialogFrame";

export function TakeHomeDialog({ name, onClose }: { readonly name: "export" | "snapshots"; readonly onClose: () => void }) {
  return (
    <DialogFrame title={name} onClose={onClose}>
      {null}
    </DialogFrame>
  );
}
