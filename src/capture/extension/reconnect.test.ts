import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { subscribeOrphaned } from './reconnect';

const { browser } = vi.hoisted(() => ({ browser: { runtime: { id: 'extension' as string | undefined } } }));
vi.mock('webextension-polyfill', () => ({ default: browser }));

class PanelDocument extends EventTarget {
  visibilityState = 'visible';
}
let panelDocument: PanelDocument;
let port: MessagePort;
let end: () => void;
const orphaned = vi.fn();

beforeEach(() => {
  panelDocument = new PanelDocument();
  vi.stubGlobal('document', panelDocument);
  browser.runtime.id = 'extension';
  orphaned.mockReset();
  port = new MessageChannel().port1;
  end = subscribeOrphaned(port, orphaned);
});
afterEach(() => {
  end();
  port.close();
  vi.unstubAllGlobals();
});

it("doesn't call back while the extension exists or the panel is hidden", () => {
  panelDocument.dispatchEvent(new Event('visibilitychange'));
  browser.runtime.id = undefined;
  panelDocument.visibilityState = 'hidden';
  panelDocument.dispatchEvent(new Event('visibilitychange'));
  expect(orphaned).not.toHaveBeenCalled();
});

it("doesn't call back after the end", () => {
  end();
  browser.runtime.id = undefined;
  panelDocument.dispatchEvent(new Event('visibilitychange'));
  port.dispatchEvent(new Event('close'));
  expect(orphaned).not.toHaveBeenCalled();
});

it('calls back once when the port closes', () => {
  port.dispatchEvent(new Event('close'));
  port.dispatchEvent(new Event('close'));
  expect(orphaned).toHaveBeenCalledTimes(1);
});

it('calls back when the panel is shown again after its extension is gone', () => {
  browser.runtime.id = undefined;
  panelDocument.dispatchEvent(new Event('visibilitychange'));
  expect(orphaned).toHaveBeenCalledTimes(1);
});
