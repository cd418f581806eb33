import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createOverride } from './override';

type Listener = (value?: unknown) => void;

/** The background's side of the ports that were opened. */
const { browser, ports } = vi.hoisted(() => {
  const ports: {
    readonly sent: { readonly type: string }[];
    respond: Listener;
    end: Listener;
  }[] = [];
  const connect = () => {
    const port = {
      sent: [] as { readonly type: string }[],
      respond: () => {},
      end: () => {},
    } as (typeof ports)[0];
    ports.push(port);
    return {
      onMessage: { addListener: (listener: Listener) => (port.respond = listener) },
      onDisconnect: { addListener: (listener: Listener) => (port.end = listener) },
      postMessage: (message: { readonly type: string }) => void port.sent.push(message),
      disconnect: () => {},
    };
  };
  return { browser: { runtime: { connect } }, ports };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const settled = () => new Promise((resolve) => setTimeout(resolve));
const active = { type: 'override', status: 'on' };
const inactive = { type: 'override', status: 'off' };
const override = { origin: 'https://api.test', authorization: 'Bearer a.b.c' };

function start() {
  const ended = vi.fn();
  return { ended, change: createOverride({ tabId: 7, pageOrigin: () => 'https://app.test', ended }) };
}

beforeEach(() => void (ports.length = 0));

describe('an override', () => {
  it('sends the next change when the one before has its response', async () => {
    const { change } = start();
    const on = change(override);
    const off = change(undefined);
    await settled();
    const types = () => ports[0]?.sent.map(({ type }) => type);
    expect(types()).toEqual(['set']);
    ports[0]?.respond(active);
    expect(await on).toBe('done');
    await settled();
    expect(types()).toEqual(['set', 'unset']);
    ports[0]?.respond(inactive);
    expect(await off).toBe('done');
  });

  it('is not done if the browser needs a restart', async () => {
    const on = start().change(override);
    await settled();
    ports[0]?.respond({ type: 'override', status: 'needs restart' });
    expect(await on).toBe('needs restart');
  });

  it('reports that it ended when the background does not replace anything any more', async () => {
    const { change, ended } = start();
    const on = change(override);
    await settled();
    ports[0]?.respond(active);
    await on;
    ports[0]?.respond(inactive);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('is set again when the background restarts', async () => {
    const { change, ended } = start();
    const on = change(override);
    await settled();
    ports[0]?.respond(active);
    await on;
    ports[0]?.end();
    await settled();
    expect(ports[1]?.sent.map(({ type }) => type)).toEqual(['set']);
    ports[1]?.respond(active);
    await settled();
    expect(ended).not.toHaveBeenCalled();
  });
});
