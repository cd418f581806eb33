import { render } from 'preact';
import type { PanelModel } from '../model/panel';
import { Panel } from './Panel';

/**
 * Renders the panel in `root`, and sends changes in the editor when the page is closed. Returns a function that unmounts
 * it; the model must be ended separately.
 */
export function mountPanel(root: HTMLElement, model: PanelModel): () => void {
  render(<Panel model={model} />, root);
  // Firefox closes the page at each docking, perhaps just after a change.
  window.addEventListener('pagehide', model.flush);
  return () => {
    window.removeEventListener('pagehide', model.flush);
    render(null, root);
  };
}
