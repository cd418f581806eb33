import type { Frame } from 'playwright';

/**
 * Milliseconds from the event that `act` causes, by the browser's own timestamp, to the end of the first frame in which
 * an element that matches the selector contains all texts.
 */
export async function timeToText(
  frame: Frame,
  event: string,
  selector: string,
  texts: readonly string[],
  act: () => Promise<unknown>,
): Promise<number> {
  const measured = await frame.evaluateHandle(
    ({ event, selector, texts }) => {
      const painted = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`${selector} never contained ${texts.join(' and ')}`)), 30_000);
        const isThere = () =>
          [document, ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])]
            .flatMap((root) => [...root.querySelectorAll(selector)])
            .some(({ textContent }) => texts.every((wanted) => textContent.includes(wanted)));
        const started = ({ timeStamp }: Event) => {
          const check = () => {
            if (!isThere()) {
              requestAnimationFrame(check);
              return;
            }
            const { port1, port2 } = new MessageChannel();
            port1.addEventListener('message', () => resolve(performance.now() - timeStamp));
            port1.start();
            port2.postMessage(undefined);
          };
          requestAnimationFrame(check);
        };
        addEventListener(event, started, { capture: true, once: true });
      });
      return { painted };
    },
    { event, selector, texts },
  );
  await act();
  const ms = await measured.evaluate(({ painted }) => painted);
  await measured.dispose();
  return ms;
}
