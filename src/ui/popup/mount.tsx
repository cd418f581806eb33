import { render } from 'preact';
import type { PopupModel } from '../model/popup';
import { Popup } from './Popup';

/**
 * Renders the popup in `root`, and saves the draft when the page is closed. Returns a function that unmounts it; the
 * model must be ended separately.
 */
export function mountPopup(root: HTMLElement, model: PopupModel): () => void {
  render(<Popup model={model} />, root);
  // A popup can close at any time, even while the user is typing.
  const leave = () => model.draft.flush();
  window.addEventListener('pagehide', leave);
  return () => {
    window.removeEventListener('pagehide', leave);
    render(null, root);
  };
}
