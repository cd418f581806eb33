import { render } from 'preact';
import type { PanelModel } from '../model/panel';
import { Panel } from './Panel';

/** Draws the panel in `root`. Returns the end of the drawing; the model has its own. */
export function mountPanel(root: HTMLElement, model: PanelModel): () => void {
  render(<Panel model={model} />, root);
  return () => render(null, root);
}
