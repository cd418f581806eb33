import { render } from 'preact';
import type { OptionsModel } from '../model/options';
import { Options } from './Options';

/** Renders the options page in `root`. Returns a function that unmounts it; the model must be ended separately. */
export function mountOptions(root: HTMLElement, model: OptionsModel): () => void {
  render(<Options model={model} />, root);
  return () => render(null, root);
}
