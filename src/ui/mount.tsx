import { render } from 'preact';
import type { OptionsModel } from './model/options';
import type { PanelModel } from './model/panel';
import type { PopupModel } from './model/popup';
import { Options } from './options/Options';
import { Panel } from './panel/Panel';
import { Popup } from './popup/Popup';

/** Draws the panel in `root`. Returns the end of the drawing; the model has its own. */
export function mountPanel(root: HTMLElement, model: PanelModel): () => void {
  render(<Panel model={model} />, root);
  return () => render(null, root);
}

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

/** Draws the options page in `root`. Returns the end of the drawing; the model has its own. */
export function mountOptions(root: HTMLElement, model: OptionsModel): () => void {
  render(<Options model={model} />, root);
  return () => render(null, root);
}
