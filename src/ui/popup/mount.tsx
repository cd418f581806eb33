import { render } from 'preact';
import type { PopupModel } from '../model/popup';
import { Popup } from './Popup';

/** Draws the popup in `root`. Keeps the draft when the page goes. Returns the end of the drawing; the model has its own. */
export function mountPopup(root: HTMLElement, model: PopupModel): () => void {
  render(<Popup model={model} />, root);
  // A popup is closed without warning, in the middle of a word.
  const leave = () => model.draft.flush();
  window.addEventListener('pagehide', leave);
  return () => {
    window.removeEventListener('pagehide', leave);
    render(null, root);
  };
}
