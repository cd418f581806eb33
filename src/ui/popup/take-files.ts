import type { PopupModel } from '../model/popup';

/** The event handlers of an element that takes files that are dropped or pasted in it. */
export function takeFiles(model: PopupModel) {
  const takeFrom = (event: Event, data: DataTransfer | null) => {
    const files = [...(data?.files ?? [])];
    // Skips drops that were handled by the key box or the secret search.
    if (files.length === 0 || event.defaultPrevented) return;
    event.preventDefault();
    model.take(files);
  };
  return {
    onDragOver(event: DragEvent) {
      // Otherwise the browser would navigate to the file.
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    },
    onDrop: (event: DragEvent) => takeFrom(event, event.dataTransfer),
    onPaste: (event: ClipboardEvent) => takeFrom(event, event.clipboardData),
  };
}
