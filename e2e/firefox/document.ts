import { waitUntil } from '../wait-until';
import type { Marionette } from './marionette';

/** A CSS selector, or a role with its accessible name: the whole name, or a pattern. */
export type Target = string | { readonly role: string; readonly name?: string | RegExp };

/** One document that the driver can read and act on: the page in the tab, or the panel in the toolbox. */
export type DrivenDocument = {
  /**
   * Runs a function in the document and returns its result, which must be JSON; a promise is awaited. The function
   * can't use variables around it.
   */
  evaluate<A extends readonly unknown[], R>(task: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** The visible text of the first match. Waits for the match. */
  text(target: Target): Promise<string>;
  /** The number of matches now. Doesn't wait. */
  count(target: Target): Promise<number>;
  /** A real click on the first match, with user activation. Waits for the match. */
  click(target: Target): Promise<void>;
  /** A real right click on the first match. Waits for the match. */
  rightClick(target: Target): Promise<void>;
  /** Real key presses into the first match, which replace its text. Waits for the match. */
  type(target: Target, text: string): Promise<void>;
  /** Real presses of these keys, one after the other, where the focus is. */
  press(...keys: readonly Key[]): Promise<void>;
  /** Selects files in an `<input type="file">`, which may be hidden. Waits for it. */
  selectFiles(selector: string, ...paths: readonly string[]): Promise<void>;
};

/** A character, a named key, or either with modifiers, such as `Control+f` and `Shift+F10`. */
type Key = string;

/** How often an element is found again that the document replaced. */
const maxAttempts = 5;
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'; // WebDriver §12: the web element identifier
// WebDriver §17.4.2. A modifier in typed text is held until it's there again.
const NAMED_KEYS: Readonly<Record<string, string>> = {
  Control: '\uE009',
  Shift: '\uE008',
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  ArrowDown: '\uE015',
  F10: '\uE03A',
};

// Elements that may have the role without its attribute. The browser then computes the real role.
const NATIVE: Readonly<Record<string, string>> = {
  button: 'button, input[type=button], input[type=submit], summary',
  checkbox: 'input[type=checkbox]',
  combobox: 'select',
  heading: 'h1, h2, h3, h4, h5, h6',
  link: 'a[href]',
  list: 'ul, ol',
  listitem: 'li',
  radio: 'input[type=radio]',
  region: 'section',
  row: 'tr',
  columnheader: 'th',
  gridcell: 'td',
  searchbox: 'input[type=search]',
  status: 'output',
  textbox: 'textarea, input:not([type]), input[type=text]',
};

/** `focus` is called before each step, because the driver has one current document: the page or the panel. */
export function createDrivenDocument(
  marionette: Marionette,
  inTurn: <T>(task: () => Promise<T>) => Promise<T>,
  focus: () => Promise<void>,
): DrivenDocument {
  const findOne = async (target: Target) =>
    waitUntil(
      `the document has ${describe(target)}`,
      async () => (await findElements(marionette, target))[0],
    );
  const step = <T>(task: () => Promise<T>) =>
    inTurn(async () => {
      await focus();
      return task();
    });

  /** Acts on the first match. Finds it again if the document replaced it before the action began. */
  const act = <T>(target: Target, action: (id: string) => Promise<T>) =>
    step(async () => {
      for (let attempt = 1; ; attempt += 1) {
        const id = await findOne(target);
        try {
          return await action(id);
        } catch (error) {
          if (attempt === maxAttempts || !String(error).includes('stale element reference')) throw error;
        }
      }
    });

  return {
    evaluate: (task, ...args) =>
      step(async () => {
        const script = `return (${String(task)})(...arguments);`;
        const { value } = await marionette.send<{ value: never }>('WebDriver:ExecuteScript', {
          script,
          args,
        });
        return value;
      }),
    text: (target) =>
      act(
        target,
        async (id) => (await marionette.send<{ value: string }>('WebDriver:GetElementText', { id })).value,
      ),
    count: (target) => step(async () => (await findElements(marionette, target)).length),
    click: (target) =>
      act(target, async (id) => {
        await marionette.send('WebDriver:ElementClick', { id });
      }),
    rightClick: (target) =>
      act(target, (id) =>
        perform(marionette, 'pointer', [
          { type: 'pointerMove', origin: { [ELEMENT]: id }, x: 0, y: 0 },
          { type: 'pointerDown', button: 2 },
          { type: 'pointerUp', button: 2 },
        ]),
      ),
    type: (target, text) =>
      act(target, async (id) => {
        await marionette.send('WebDriver:ElementSendKeys', {
          id,
          text: `${NAMED_KEYS['Control']}a${NAMED_KEYS['Control']}${text}`,
        });
      }),
    press: (...keys) =>
      step(() =>
        perform(
          marionette,
          'key',
          keys.flatMap((key) => {
            const values = readKey(key);
            return [
              ...values.map((value) => ({ type: 'keyDown', value })),
              ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
            ];
          }),
        ),
      ),
    selectFiles: (selector, ...paths) =>
      act(selector, async (id) => {
        await marionette.send('WebDriver:ElementSendKeys', { id, text: paths.join('\n') });
      }),
  };
}

/** Performs the actions of one input device, one after the other. */
async function perform(
  marionette: Marionette,
  type: 'key' | 'pointer',
  actions: readonly object[],
): Promise<void> {
  await marionette.send('WebDriver:PerformActions', { actions: [{ type, id: type, actions }] });
  await marionette.send('WebDriver:ReleaseActions');
}

/** The modifiers of a key, then the key. */
function readKey(key: Key): readonly string[] {
  return key.split(/\+(?=.)/).map((part) => NAMED_KEYS[part] ?? part);
}

async function findElements(marionette: Marionette, target: Target): Promise<string[]> {
  const css = typeof target === 'string' ? target : selectorOf(target.role);
  const found = await marionette.send<Record<typeof ELEMENT, string>[]>('WebDriver:FindElements', {
    using: 'css selector',
    value: css,
  });
  const ids = found.map((reference) => reference[ELEMENT]);
  if (typeof target === 'string') return ids;
  const matching: string[] = [];
  for (const id of ids) {
    const role = await marionette.send<{ value: string }>('WebDriver:GetComputedRole', { id });
    if (role.value !== target.role) continue;
    const label = await marionette.send<{ value: string }>('WebDriver:GetComputedLabel', { id });
    if (hasName(label.value, target.name)) matching.push(id);
  }
  return matching;
}

function selectorOf(role: string): string {
  const native = NATIVE[role];
  return native ? `[role="${role}"], ${native}` : `[role="${role}"]`;
}

function hasName(label: string, wanted: string | RegExp | undefined): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? label === wanted : wanted.test(label);
}

function describe(target: Target): string {
  return typeof target === 'string' ? target : `${target.role} ${String(target.name ?? '')}`;
}
