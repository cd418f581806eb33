import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../chromium/launch';
import { launchFirefox } from '../firefox/launch';
import { waitUntil } from '../wait-until';
import type { Answer, Question } from './question';
import type { Row } from './row';

/** The workbench page of the built extension in one browser. */
export interface Workbench {
  /** Rejects with what the page says when it cannot answer. */
  ask(question: Question): Promise<readonly Row[]>;
  close(): Promise<void>;
}

const page = 'e2e/workbench/page.html';
/** One suite in the slowest place: a browser without the algorithms, on a machine that does other things as well. */
const ANSWER_TIMEOUT_MS = 300_000;

/** What the page prints is handed to `print`. */
export async function openInChromium(print: (line: string) => void = () => {}): Promise<Workbench> {
  const chromium = await launchBrowser({ extension: folderOf('chrome') });
  const opened = await chromium.openPage(`chrome-extension://${chromium.extensionId}/${page}`);
  opened.on('console', (message) => print(message.text()));
  return {
    ask: async (question) =>
      readAnswer(
        await opened.evaluate((text) => {
          const [asked, answer] = document.querySelectorAll('textarea');
          if (asked === undefined || answer === undefined) throw new Error('The boxes are not there.');
          return new Promise<string>((resolve) => {
            answer.addEventListener('change', () => resolve(answer.value), { once: true });
            asked.value = text;
            asked.dispatchEvent(new Event('change'));
          });
        }, JSON.stringify(question)),
      ),
    close: () => chromium.close(),
  };
}

/** Firefox ends a script that takes longer than half a minute, so the answer is looked for again and again. */
export async function openInFirefox(): Promise<Workbench> {
  const firefox = await launchFirefox({ extension: folderOf('firefox') });
  await firefox.openPage(`${firefox.extensionUrl}${page}`);
  return {
    async ask(question) {
      await firefox.inPage((text) => {
        const [asked] = document.querySelectorAll('textarea');
        if (asked === undefined) throw new Error('The box is not there.');
        asked.value = text;
        asked.dispatchEvent(new Event('change'));
      }, JSON.stringify(question));
      const answer = await waitUntil(
        'the page answers',
        () => firefox.inPage(() => document.querySelectorAll('textarea')[1]?.value),
        ANSWER_TIMEOUT_MS,
      );
      return readAnswer(answer);
    },
    close: () => firefox.close(),
  };
}

function folderOf(browser: string): string {
  return fileURLToPath(new URL(`../../artefacts/workbench/${browser}`, import.meta.url));
}

function readAnswer(text: string): readonly Row[] {
  const answer = JSON.parse(text) as Answer;
  if ('error' in answer) throw new Error(answer.error);
  return answer.rows;
}
