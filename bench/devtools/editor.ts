import { fileURLToPath } from 'node:url';
import { expect } from 'playwright/test';
import { openInspected } from './open-devtools';
import { callMany } from './calls';
import { timeToText } from './painted';
import { median, quantile } from './pairs';
import { createLoadServer } from './server';

const ownBuild = fileURLToPath(new URL('../../dist/chrome', import.meta.url));
const rounds = 15;

/** From the click on "Edit" to the painted claims that can be edited, with the editor's code loaded by the click. */
export async function benchEditor(): Promise<void> {
  const server = await createLoadServer();
  const { browser, page, panel } = await openInspected(ownBuild, server.url);
  await callMany(page, 20, server.tokens);
  const measured: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // A new document has loaded none of the editor's code.
    const loaded = panel.page().waitForEvent('framenavigated', (frame) => frame === panel);
    await panel.evaluate('setTimeout(() => location.reload())');
    await loaded;
    await panel.getByRole('tab', { name: 'Tokens' }).click();
    const row = panel.getByRole('grid', { name: 'Tokens' }).getByRole('row', { name: /user-3\b/ });
    await row.click();
    const edit = panel.getByRole('button', { name: 'Edit', exact: true });
    await edit.hover();
    measured.push(
      await timeToText(panel, 'click', '.cm-content[contenteditable=true]', ['"user-'], () => edit.click()),
    );
    await expect(panel.getByRole('textbox', { name: 'Claims' })).toBeEditable();
  }
  await browser.close();
  await server.close();
  console.log(
    `The editor, from the click to editable claims: ${median(measured).toFixed(0)} ms, p95 ${quantile(measured, 0.95).toFixed(0)} ms (${rounds} new panel documents)`,
  );
}
