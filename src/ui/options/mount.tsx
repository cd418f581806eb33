import { render } from 'preact';
import type { OptionsModel } from '../model/options';
import { Options } from './Options';

/** Draws the options page in `root`. Returns the end of the drawing; the model has its own. */
export function mountOptions(root: HTMLElement, model: OptionsModel): () => void {
  render(<Options model={model} />, root);
  return () => render(null, root);
}
