// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { defaultLogBounds, type LogBounds } from '../../traffic';
import type { Result } from '../commands';
import { english } from '../fixture/english.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { until } from '../fixture/screen.fixture';
import { createOptionsModel } from '../model/options';
import { mountOptions } from './mount';

const page = document.body;
const megabyte = 1024 * 1024;
const ends: (() => void)[] = [];

function open(offeredOrigin: string | undefined, result: Result = { ok: true }) {
  const commanded: string[] = [];
  const saved: LogBounds[] = [];
  let setWatched: (origins: readonly string[]) => void = () => {};
  const record = (name: string) => async (origin: string) => (commanded.push(`${name} ${origin}`), result);
  const model = createOptionsModel({
    subscribeWatched(listener) {
      setWatched = listener;
      return () => (setWatched = () => {});
    },
    subscribeOffered(listener) {
      listener(offeredOrigin);
      return () => {};
    },
    subscribeBounds(listener) {
      listener(defaultLogBounds);
      return () => {};
    },
    limits: {
      maxExchanges: { min: 100, max: 1_000_000 },
      maxTokens: { min: 10, max: 50_000 },
      maxBytes: { min: 16 * megabyte, max: 2_048 * megabyte },
    },
    commands: {
      watch: record('watch'),
      unwatch: record('unwatch'),
      saveBounds: async (bounds) => (saved.push(bounds), result),
    },
    translate: english,
  });
  ends.push(mountOptions(page, model), model.end);
  return { commanded, saved, setWatched: (origins: readonly string[]) => setWatched(origins) };
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe('Options', () => {
  it('offers no site if it was not opened from a panel', () => {
    open(undefined);
    expect(findAllByRole(page, 'button', /Watch/)).toEqual([]);
    expect(page.textContent).toContain(
      'JWT DevTools sends no data. It connects to a host only when you click',
    );
  });

  it('explains what will happen, and starts watching within the click', () => {
    const { commanded } = open('https://app.test');
    expect(findAllByRole(page, 'heading')[0]?.textContent).toBe('Access to https://app.test');
    expect(page.textContent).toContain('The browser asks for access to this site.');
    findByRole(page, 'button', 'Watch https://app.test').click();
    expect(commanded).toEqual(['watch https://app.test']);
  });

  it('shows why watching failed', async () => {
    open('https://app.test', { ok: false, reason: 'It was refused.' });
    findByRole(page, 'button', 'Watch https://app.test').click();
    await until(() => expect(findByRole(page, 'status').textContent).toContain('It was refused.'));
  });

  it('lists the watched sites, each with a button to stop', async () => {
    const { commanded, setWatched } = open('https://app.test');
    setWatched([]);
    await until(() =>
      expect(page.textContent).toContain(
        'No watched sites. To add one, use "Watch this site" in the JWT panel of DevTools.',
      ),
    );
    setWatched(['https://app.test', 'https://b.test']);
    await until(() => expect(findAllByRole(page, 'listitem')).toHaveLength(2));
    expect(findAllByRole(page, 'button', 'Watch https://app.test')).toEqual([]);
    findByRole(page, 'button', 'Stop watching https://b.test').click();
    expect(commanded).toEqual(['unwatch https://b.test']);
  });
});

describe('BoundsSection', () => {
  const box = (name: string) => findByRole(page, 'spinbutton', name) as HTMLInputElement;
  const set = (name: string, text: string) => {
    const input = box(name);
    input.value = text;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const backToDefaults = () => findByRole(page, 'button', 'Restore defaults');

  it('shows the limits with their ranges, memory in megabytes', () => {
    open(undefined);
    expect(box('Tokens').value).toBe('5000');
    expect(box('Memory in MB (estimated)').value).toBe('256');
    expect(findByRole(page, 'region', 'Limits').textContent).toContain('16 to 2,048');
    expect(backToDefaults().hasAttribute('disabled')).toBe(true);
  });

  it.each(['9', '50001', '1e3', '-20', '20.5', '', 'many'])(
    'does not save %j, shows why, and leaves the text in the input',
    async (text) => {
      const { saved } = open(undefined);
      set('Tokens', text);
      await until(() => expect(box('Tokens').getAttribute('aria-invalid')).toBe('true'));
      expect(findByRole(page, 'region', 'Limits').textContent).toContain(
        'Not saved. Enter a whole number from 10 to 50,000.',
      );
      expect(box('Tokens').value).toBe(text === 'many' ? '' : text);
      expect(saved).toEqual([]);
    },
  );

  it('saves a limit without changing the others, and restores the defaults', async () => {
    const { saved } = open(undefined);
    set('Memory in MB (estimated)', '64');
    expect(saved).toEqual([{ ...defaultLogBounds, maxBytes: 64 * megabyte }]);
    set('Tokens', '1');
    await until(() => expect(backToDefaults().hasAttribute('disabled')).toBe(false));
    backToDefaults().click();
    expect(saved.at(-1)).toEqual(defaultLogBounds);
    await until(() => expect(box('Tokens').value).toBe('5000'));
    expect(box('Tokens').getAttribute('aria-invalid')).toBe('false');
  });

  it('shows why saving failed', async () => {
    open(undefined, { ok: false, reason: 'It was refused.' });
    set('Tokens', '50');
    await until(() => expect(findByRole(page, 'status').textContent).toContain('It was refused.'));
  });
});
