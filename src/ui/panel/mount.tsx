import { render } from 'preact';
import type { PanelModel } from '../model/panel';
import { Panel } from './Panel';

/** Renders the panel in `root`. Returns a function that unmounts it; the model must be ended separately. */
export function mountPanel(root: HTMLElement, model: PanelModel): () => void {
  render(<Panel model={model} />, root);
  return () => render(null, root);
}
