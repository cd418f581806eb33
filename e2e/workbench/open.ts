import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../chromium/launch';
import { launchFirefox } from '../firefox/launch';
import { waitUntil } from '../wait-until';
import type { Reply, Question } from './question';
import type { Row } from './row';

/** The workbench page of the built extension in one browser. */
export interface Workbench {
  /** Rejects with the page's error message. */
  ask(question: Question): Promise<readonly Row[]>;
  close(): Promise<void>;
}

const page = 'e2e/workbench/page.html';
/** One suite in the slowest case: a browser without native support for the algorithms, on a busy machine. */
const REPLY_TIMEOUT_MS = 300_000;

/** Lines that the page prints are passed to `print`. */
export async function openInChromium(print: (line: string) => void = () => {}): Promise<Workbench> {
  const chromium = await launchBrowser({ extension: folderOf('chrome') });
  const opened = await chromium.openPage(`chrome-extension://${chromium.extensionId}/${page}`);
  opened.on('console', (message) => print(message.text()));
  return {
    ask: async (question) =>
      readReply(
        await opened.evaluate((text) => {
          const [asked, reply] = document.querySelectorAll('textarea');
          if (asked === undefined || reply === undefined) throw new Error('The text boxes do not exist.');
          return new Promise<string>((resolve) => {
            reply.addEventListener('change', () => resolve(reply.value), { once: true });
            asked.value = text;
            asked.dispatchEvent(new Event('change'));
          });
        }, JSON.stringify(question)),
      ),
    close: () => chromium.close(),
  };
}

/** Firefox ends a script that runs longer than half a minute, so the reply is polled. */
export async function openInFirefox(): Promise<Workbench> {
  const firefox = await launchFirefox({ extension: folderOf('firefox') });
  await firefox.openPage(`${firefox.extensionUrl}${page}`);
  return {
    async ask(question) {
      await firefox.inPage((text) => {
        const [asked] = document.querySelectorAll('textarea');
        if (asked === undefined) throw new Error('The text box does not exist.');
        asked.value = text;
        asked.dispatchEvent(new Event('change'));
      }, JSON.stringify(question));
      const reply = await waitUntil(
        'the page replies',
        () => firefox.inPage(() => document.querySelectorAll('textarea')[1]?.value),
        REPLY_TIMEOUT_MS,
      );
      return readReply(reply);
    },
    close: () => firefox.close(),
  };
}

function folderOf(browser: string): string {
  return fileURLToPath(new URL(`../../artefacts/workbench/${browser}`, import.meta.url));
}

function readReply(text: string): readonly Row[] {
  const reply = JSON.parse(text) as Reply;
  if ('error' in reply) throw new Error(reply.error);
  return reply.rows;
}
