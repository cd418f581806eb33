import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright';

export type Messages = Record<
  string,
  { message: string; placeholders?: Record<string, { content: string }> }
>;

const plain = 'ABCDEFGHIJKLMNOPRSTUVWYZabcdefghijklmnoprstuvwyz';
const accented = 'ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞŔŠŢÛṼŴÝŽåƀçðéƒĝĥîĵķļɱñöþŕšţûṽŵýž';
const accents = new Map(
  Array.from(plain, (letter, index) => [letter, Array.from(accented)[index] ?? letter]),
);
const rightToLeftMark = '\u200F';

/**
 * A message in a language that nobody speaks: accented, 40 % longer, in brackets with right-to-left marks. Placeholders
 * stay. Text on a screen that isn't in brackets doesn't come from the catalogue.
 */
export function writePseudo(message: string): string {
  const letters = message
    .split(/(\$\$|\$\d|\$\w+\$)/)
    .map((part, index) =>
      index % 2 === 1 ? part : Array.from(part, (one) => accents.get(one) ?? one).join(''),
    );
  const filler = 'ẋẋẋẋẋẋ '.repeat(Math.ceil((message.length * 0.4) / 7)).trim();
  const [, text = '', end = ''] = /^([^]*?)([.?!:…]*)$/.exec(letters.join('')) ?? [];
  return `⟦${rightToLeftMark}${text} ${filler}${end}${rightToLeftMark}⟧`;
}

/** Copies a built extension, with its messages in the pseudo-locale, and returns them. */
export function buildPseudoLocale(built: string, copy: string): Messages {
  rmSync(copy, { recursive: true, force: true });
  cpSync(built, copy, { recursive: true });
  const file = join(copy, '_locales/en/messages.json');
  const messages = JSON.parse(readFileSync(file, 'utf8')) as Messages;
  const kept = new Set(['language', 'extName', 'panel_title']);
  const pseudo = Object.fromEntries(
    Object.entries(messages).map(([key, entry]) => [
      key,
      kept.has(key) ? entry : { ...entry, message: writePseudo(entry.message) },
    ]),
  );
  writeFileSync(file, JSON.stringify(pseudo));
  return pseudo;
}

/** Text of a token, of the network or of the knowledge catalogue, and standard terms. */
const data = [
  // Quoted token and network data, and moments.
  'bdi',
  'time',
  '.token-highlight',
  'code',
  'pre',
  'textarea',
  'input',
  '.value',
  '.meaning',
  '.explanation',
  '.finding-title',
  '.finding p:not(:first-child)',
  '.finding-source',
].join(',');

/** What is wrong with the texts on a screen, one line each. `alsoData` selects elements that show data there. */
export function findUntranslated(view: Frame | Page, alsoData: readonly string[] = []): Promise<string[]> {
  return view.evaluate(
    (selector) => {
      const problems = new Set<string>();
      const isShown = (element: Element) =>
        element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
      const describe = (element: Element) =>
        `<${element.tagName.toLowerCase()} class="${element.className}">`;
      /** Messages, inner ones first, become one sign: ■ for a sentence with an end, □ for another. */
      const replaceMessages = (text: string): string => {
        const replaced = text.replace(/⟦[^⟦⟧]*⟧/g, (message) =>
          /[.?!:…]\u200F⟧$/.test(message) ? '■' : '□',
        );
        return replaced === text ? text : replaceMessages(replaced);
      };
      const check = (text: string, element: Element, where: string) => {
        // `Intl` writes how far away a moment is.
        const rest = replaceMessages(text).replace(/^\s*(?:in )?\d+[a-z]+(?: ago)?\s*$/, '');
        const line = `${describe(element)} ${where}: ${text.slice(0, 120)}`;
        if (/⟨U\+200F⟩/.test(text)) problems.add(`a message escaped as if it were data: ${line}`);
        // A message may have an element in the place of a param.
        const isEntire = (part: Element | null) => !/[⟦⟧]/.test(replaceMessages(part?.textContent ?? ''));
        const isCut = /[⟦⟧]/.test(rest) && !isEntire(element) && !isEntire(element.parentElement);
        if (isCut) problems.add(`cut: ${line}`);
        if (/□[ ,]*[■□]/.test(rest)) problems.add(`concatenated: ${line}`);
        const isTerm = /^\W*(?:JWT DevTools|JSON|JWT|kid|x5t#S256)\W*$/.test(rest);
        if (/[A-Za-z]{2}/.test(rest) && !isTerm && element.closest(selector) === null)
          problems.add(`not translated: ${line}`);
      };
      /** To what is left of its scrollable area nobody can scroll. */
      const isCutAtStart = (element: Element) => {
        if (element.children.length > 0 || !(element.textContent ?? '').includes('⟦')) return false;
        let area = element.parentElement;
        while (area !== null && getComputedStyle(area).overflowX === 'visible') area = area.parentElement;
        const { left, width } = element.getBoundingClientRect();
        return width > 1 && left < (area?.getBoundingClientRect().left ?? 0) - 1;
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const element = node.parentElement;
        if (element !== null && isShown(element)) check(node.textContent ?? '', element, 'text');
      }
      for (const element of document.querySelectorAll('body *')) {
        if (!isShown(element)) continue;
        for (const name of ['title', 'aria-label', 'placeholder', 'alt']) {
          const text = element.getAttribute(name);
          if (text !== null) check(text, element, name);
        }
        if (isCutAtStart(element))
          problems.add(`cut off at its start: ${describe(element)} ${element.textContent}`);
        const { overflowX, textOverflow } = getComputedStyle(element);
        // One pixel wide: text for screen readers alone.
        const isClipping = (overflowX === 'hidden' || overflowX === 'clip') && element.clientWidth > 1;
        const isClipped =
          isClipping && textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1;
        if (isClipped && (element.textContent ?? '').includes('⟦')) {
          problems.add(`clipped: ${describe(element)} ${(element.textContent ?? '').slice(0, 80)}`);
        }
      }
      return [...problems];
    },
    [data, ...alsoData].join(','),
  );
}
