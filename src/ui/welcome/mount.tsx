import { render } from 'preact';
import type { Clock } from '../model/clock';
import type { PopupModel } from '../model/popup';
import { Welcome } from './Welcome';

/**
 * Renders the first-run page in `root`; `model` is that of its text box. Returns a function that unmounts it; the model
 * must be ended separately.
 */
export function mountWelcome(root: HTMLElement, model: PopupModel, clock: Clock): () => void {
  render(<Welcome model={model} clock={clock} />, root);
  return () => render(null, root);
}
