import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { waitUntil } from '../wait-until';

export type NativeView = {
  readonly id: number;
  readonly name: string;
  readonly children: readonly NativeView[];
};

/**
 * Chromium's own windows and buttons, as its UI DevTools report them. No page or extension can reach them. They exist
 * with and without a display.
 */
export type NativeViews = {
  /** The first view with this name, with everything in it. */
  find(name: string): Promise<NativeView[] | undefined>;
  /** The text of a label or a button. */
  textOf(view: NativeView): Promise<string | undefined>;
  /** Presses and releases the left mouse button on it. A dialog ignores this during its first half second. */
  click(view: NativeView): Promise<void>;
  close(): void;
};

const REPLY_TIMEOUT_MS = 10_000;
const INSIDE = { x: 5, y: 5 };

type Reply = { id?: number; result?: unknown; error?: { message: string } };
type TreeNode = { nodeId: number; attributes?: string[]; children?: TreeNode[] };
type Styles = {
  matchedCSSRules: { rule: { style: { cssProperties: { name: string; value: string }[] } } }[];
};

export async function connectNativeViews(profile: string): Promise<NativeViews> {
  const port = await waitUntil('Chromium prints the port of its UI DevTools', async () =>
    Number.parseInt(await readFile(join(profile, 'UIDevToolsActivePort'), 'utf8'), 10),
  );
  const waiting = new Map<number, (reply: Reply) => void>();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/0`, { handshakeTimeout: REPLY_TIMEOUT_MS });
  await once(socket, 'open');
  socket.on('message', (data) => {
    const reply = JSON.parse(String(data)) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
  });
  let count = 0;

  const ask = <T>(method: string, params: object = {}) =>
    new Promise<T>((resolve, reject) => {
      const id = ++count;
      const timer = setTimeout(() => reject(new Error(`${method} got no reply`)), REPLY_TIMEOUT_MS);
      waiting.set(id, ({ result, error }) => {
        clearTimeout(timer);
        waiting.delete(id);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result as T);
      });
      socket.send(JSON.stringify({ id, method, params }));
    });

  await ask('DOM.enable');
  await ask('CSS.enable');
  return {
    async find(name) {
      const { root } = await ask<{ root: TreeNode }>('DOM.getDocument');
      const found = flatten(parseView(root)).find((view) => view.name === name);
      return found && flatten(found);
    },
    async textOf({ id }) {
      const { matchedCSSRules } = await ask<Styles>('CSS.getMatchedStylesForNode', { nodeId: id });
      const properties = matchedCSSRules.flatMap(({ rule }) => rule.style.cssProperties);
      return properties.find(({ name }) => name === 'Text')?.value;
    },
    async click({ id }) {
      for (const type of ['mousePressed', 'mouseReleased']) {
        const event = { type, ...INSIDE, button: 'left', wheelDirection: 'none' };
        await ask('DOM.dispatchMouseEvent', { nodeId: id, event });
      }
    },
    close: () => socket.close(),
  };
}

/** The protocol lists a node's attributes as name, value, name, value. */
function parseView({ nodeId, attributes = [], children = [] }: TreeNode): NativeView {
  return {
    id: nodeId,
    name: attributes[attributes.indexOf('name') + 1] ?? '',
    children: children.map(parseView),
  };
}

function flatten(view: NativeView): NativeView[] {
  return [view, ...view.children.flatMap(flatten)];
}
