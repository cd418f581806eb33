import type { DrivenDocument } from './document';
import type { LaunchedFirefox } from './launch';

/** The panel in the toolbox, with the list of tokens. */
export async function showTokens(firefox: LaunchedFirefox): Promise<DrivenDocument> {
  const panel = await firefox.showPanel('JWT');
  await panel.click({ role: 'tab', name: 'Tokens' });
  return panel;
}
