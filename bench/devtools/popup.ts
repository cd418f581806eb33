import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../../e2e/chromium/launch';
import { parseUnpackedExtension } from '../../e2e/chromium/extension';
import { waitUntil } from '../../e2e/wait-until';
import { makeToken } from '../../e2e/world';
import { median, quantile } from './pairs';
import { timeToText } from './painted';
import { writePopupPeer } from './peers';
import { launchBare } from './protocol';

const ownBuild = fileURLToPath(new URL('../../dist/chrome', import.meta.url));
const rounds = 20;

interface Opened {
  /** From the call that opens the popup to the paint of its claims. */
  readonly fromCall: number;
  /** The same from the start of the popup's document, without the browser's work for its window. */
  readonly fromDocument: number;
}

/** From opening the popup, or pasting into it, until the claims of the token are painted. */
export async function benchPopup(): Promise<void> {
  const tokens = await Promise.all(Array.from({ length: rounds }, (_, round) => makeRoundToken(round)));
  const opened = await measureOpening(ownBuild, tokens);
  const plain = await measureOpening(
    writePopupPeer(tokens.map((_, round) => subjectOf(round)).join(' ')),
    tokens,
  );
  const pasted = await measurePasting(tokens);
  const write = (values: readonly number[]) =>
    `${median(values).toFixed(0)} ms, p95 ${quantile(values, 0.95).toFixed(0)} ms`;
  console.log(`The popup with a token, until its claims are painted (${rounds} rounds):`);
  console.log(`  opened with the text of last time ${write(opened.map(({ fromCall }) => fromCall))}`);
  console.log(
    `  the same from the start of its document ${write(opened.map(({ fromDocument }) => fromDocument))}`,
  );
  console.log(`  opened, a popup of text without any script ${write(plain.map(({ fromCall }) => fromCall))}`);
  console.log(`  pasted ${write(pasted)}`);
}

function makeRoundToken(round: number): Promise<string> {
  const claims = {
    iss: 'https://id.example',
    sub: subjectOf(round),
    aud: 'https://api.example',
    scope: 'orders:read orders:write profile email',
    iat: 1_790_000_000,
    exp: 4_000_000_000,
  };
  return makeToken({
    header: { typ: 'at+jwt', kid: 'popup' },
    claims,
    key: 'a secret of the benchmark, used nowhere else',
  });
}

function subjectOf(round: number): string {
  return `user-${round}@example.org`;
}

/** A page of the extension, which can reach the window of the popup, opens it and observes it. */
async function measureOpening(extension: string, tokens: readonly string[]): Promise<readonly Opened[]> {
  const browser = await launchBare(extension);
  const { origin } = parseUnpackedExtension(extension);
  const opener = await browser.attach(await browser.open(`${origin}manifest.json`));
  await waitUntil('the page of the extension', () =>
    opener.evaluate<boolean>(`chrome.action?.openPopup !== undefined && document.readyState === 'complete'`),
  );
  const measured: Opened[] = [];
  for (const [round, token] of tokens.entries()) {
    measured.push(
      await opener.evaluate<Opened>(`(async () => {
        const popupOf = () => chrome.extension.getViews({ type: 'popup' })[0];
        const pause = () => new Promise((resolve) => setTimeout(resolve));
        const afterPaint = (view) => new Promise((resolve) => view.requestAnimationFrame(() => {
          const { port1, port2 } = new view.MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(undefined);
        }));
        await chrome.storage?.session.set({ draft: ${JSON.stringify(token)} });
        const calledAt = performance.timeOrigin + performance.now();
        const opening = chrome.action.openPopup();
        let popup;
        do {
          await pause();
          popup = popupOf();
        } while (!popup?.document.querySelector('.section-claims')?.textContent.includes(${JSON.stringify(subjectOf(round))}));
        await afterPaint(popup);
        const paintedAt = popup.performance.timeOrigin + popup.performance.now();
        const startedAt = popup.performance.timeOrigin;
        await opening;
        popup.close();
        while (popupOf()) await pause();
        return { fromCall: paintedAt - calledAt, fromDocument: paintedAt - startedAt };
      })()`),
    );
  }
  await browser.close();
  return measured;
}

/** Ctrl+V in the open popup. */
async function measurePasting(tokens: readonly string[]): Promise<readonly number[]> {
  const browser = await launchBrowser({ extension: ownBuild });
  const popup = await browser.openPopup();
  const box = popup.getByRole('textbox', { name: 'Token' });
  const measured: number[] = [];
  for (const [round, token] of tokens.entries()) {
    await box.fill(token);
    await box.press('Control+a');
    await box.press('Control+x');
    await popup.locator('.section-claims').waitFor({ state: 'detached' });
    measured.push(
      await timeToText(popup.mainFrame(), 'paste', '.section-claims', [subjectOf(round)], () =>
        box.press('Control+v'),
      ),
    );
  }
  await browser.close();
  return measured;
}
