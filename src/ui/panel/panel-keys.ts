import { isMac } from '../format/shortcut';
import type { PanelModel } from '../model/panel';
import { focusList } from './pane-focus';

/** Where typed characters are text. */
const textFields = 'textarea, select, input:not([type="checkbox"], [type="radio"]), [contenteditable="true"]';

/**
 * The text field that an event is typed in. The target of an event in a shadow root, such as that of the token editor, is
 * its host.
 */
function findTextField(event: KeyboardEvent): Element | null {
  const [target] = event.composedPath();
  return target instanceof Element ? target.closest(textFields) : null;
}

/** Handles the keys that work anywhere in the panel; see `KeysDialog`. Returns a function that ends it. */
export function listenToKeys(root: HTMLElement, { capture, screen, texts }: PanelModel): () => void {
  const focusFilter = () => {
    const input = root.querySelector<HTMLInputElement>('.filter input');
    input?.focus();
    input?.select();
  };
  const onKey = (event: KeyboardEvent) => {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (!(target instanceof Element) || target.closest('dialog, [role="menu"]')) return;
    const isCommand = isMac() ? metaKey : ctrlKey;
    const field = findTextField(event);
    const isEdited = field !== null && field.closest('.filter') === null;
    const commands: Readonly<Record<string, (() => void) | undefined>> = {
      // In details that can be searched, the key searches them.
      f: target.closest('.detail[data-find]') ? undefined : focusFilter,
      // The viewer captures nothing, and its tab has an address bar. Clearing the log would lose a text that is edited.
      ...(texts === undefined && !isEdited && { l: capture.clear, e: capture.togglePause }),
    };
    const plain: typeof commands = { '/': focusFilter, '?': () => screen.showKeys(true) };
    let run: (() => void) | undefined;
    if (isCommand && !altKey && !shiftKey) run = commands[key.toLowerCase()];
    else if (!ctrlKey && !metaKey && !altKey && field === null) run = plain[key];
    if (run === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) run();
  };
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !focusList(event)) return;
    event.preventDefault();
    // Otherwise Escape would open the drawer of DevTools.
    event.stopPropagation();
  };
  // A capturing listener on `window`, because Chromium's DevTools listens on the panel's document and opens its own
  // search bar, and Firefox opens the search bar of the page.
  window.addEventListener('keydown', onKey, { capture: true });
  root.addEventListener('keydown', onEscape);
  return () => {
    window.removeEventListener('keydown', onKey, { capture: true });
    root.removeEventListener('keydown', onEscape);
  };
}
