import { connect } from 'node:net';

/** Firefox's own remote control protocol: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html */
export type Marionette = {
  readonly sessionId: string;
  /** Sends one command and resolves with its result; rejects with Firefox's error. */
  send<T = unknown>(command: string, parameters?: object): Promise<T>;
  /**
   * Runs the body of an async function in the browser's own window, with its privileges; `args` is the array of
   * arguments.
   */
  inChrome<T>(body: string, args?: readonly unknown[]): Promise<T>;
  end(): void;
};

type Failure = { error: string; message: string };
type Waiting = { resolve(value: unknown): void; reject(error: Error): void };

/** `capabilities` are those of WebDriver (W3C WebDriver §7). */
export async function connectMarionette(port: number, capabilities: object = {}): Promise<Marionette> {
  const waiting = new Map<number, Waiting>();
  const socket = connect(port, '127.0.0.1');
  const fail = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('Firefox closed the connection')));

  let count = 0;
  const send = <T>(command: string, parameters: object = {}) =>
    new Promise<T>((resolve, reject) => {
      if (socket.destroyed) throw new Error('Firefox is gone');
      const id = ++count;
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      const text = JSON.stringify([0, id, command, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });

  readMessages(socket, (message) => {
    // The first message is only a greeting; responses are [1, id, error, result].
    if (!Array.isArray(message)) return;
    const [, id, failure, result] = message as [number, number, Failure | null, unknown];
    const asked = waiting.get(id);
    waiting.delete(id);
    if (failure) asked?.reject(new Error(`${failure.error}: ${failure.message}`));
    else asked?.resolve(result);
  });

  const { sessionId } = await send<{ sessionId: string }>('WebDriver:NewSession', {
    capabilities: { alwaysMatch: capabilities },
  });

  return {
    sessionId,
    send,
    async inChrome<T>(body: string, args: readonly unknown[] = []) {
      await send('Marionette:SetContext', { value: 'chrome' });
      try {
        // A rejected promise would be reported without its message.
        const script = `const args = [...arguments];
          return (async () => { ${body} })().then((value) => ({ value }), (error) => ({ error: String(error) }));`;
        const { value: outcome } = await send<{ value: { value?: T; error?: string } }>(
          'WebDriver:ExecuteScript',
          {
            script,
            args,
          },
        );
        if (outcome.error !== undefined) throw new Error(outcome.error);
        return outcome.value as T;
      } finally {
        await send('Marionette:SetContext', { value: 'content' });
      }
    },
    end: () => socket.destroy(),
  };
}

/** Messages are `length:json`, with the length in bytes. */
function readMessages(socket: NodeJS.ReadableStream, onMessage: (message: unknown) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const colon = pending.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(pending.subarray(0, colon).toString());
      if (pending.length < end) return;
      const text = pending.subarray(colon + 1, end).toString();
      pending = pending.subarray(end);
      onMessage(JSON.parse(text));
    }
  });
}
