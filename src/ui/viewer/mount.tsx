import type { PanelModel } from '../model/panel';
import { mountPanel } from '../panel/mount';

/**
 * Renders the viewer in `root`. Texts and files that are pasted or dropped anywhere outside a text box are added.
 * Returns a function that unmounts it; the model must be ended separately.
 */
export function mountViewer(root: HTMLElement, model: PanelModel): () => void {
  const unmount = mountPanel(root, model);
  const listeners = new AbortController();
  const options = { signal: listeners.signal };
  const take = (event: Event, data: DataTransfer | null) => {
    if (event.defaultPrevented || data === null) return;
    const files = [...data.files];
    const text = data.getData('text/plain');
    if (files.length > 0) model.drop(files);
    else if (!isTextBox(event.target) && text.trim() !== '') model.texts?.add(text);
    else return;
    event.preventDefault();
  };
  addEventListener('paste', (event) => take(event, event.clipboardData), options);
  addEventListener('drop', (event) => take(event, event.dataTransfer), options);
  // Otherwise the browser would navigate to what is dropped.
  addEventListener('dragover', (event) => !isTextBox(event.target) && event.preventDefault(), options);
  return () => {
    listeners.abort();
    unmount();
  };
}

function isTextBox(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]');
}
