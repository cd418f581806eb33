import type { PanelModel } from '../model/panel';

/** Copies what a menu item offers. `note` is said besides that it's copied. */
export function copyFromMenu(model: PanelModel, text: string, note?: string): void {
  void model.detail.peek()?.copying.copy('row', text, note);
}
