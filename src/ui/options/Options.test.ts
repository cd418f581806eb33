// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  defaultLogBounds,
  defaultPreferences,
  maxReplacedClaims,
  parsePreferences,
  type KeptKey,
  type LogBounds,
  type Preferences,
} from '../../traffic';
import type { GrantedPermission, Result } from '../commands';
import { english } from '../fixture/english.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { focusPage, type, until } from '../fixture/screen.fixture';
import { createOptionsModel } from '../model/options';
import { mountOptions } from './mount';

const page = document.body;
const megabyte = 1024 * 1024;
const ends: (() => void)[] = [];

function open(
  offeredOrigin: string | undefined,
  result: Result = { ok: true },
  initialSites: readonly string[] = [],
) {
  const commanded: string[] = [];
  let sites: readonly string[] | undefined = initialSites;
  const saved: LogBounds[] = [];
  let setWatched: (origins: readonly string[]) => void = () => {};
  let setPreferences: (preferences: Preferences) => void = () => {};
  let setKept: (keys: readonly KeptKey[]) => void = () => {};
  let setPermissions: (granted: readonly GrantedPermission[]) => void = () => {};
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
    subscribePreferences(listener) {
      setPreferences = listener;
      listener(defaultPreferences);
      return () => {};
    },
    subscribeKeptKeys(listener) {
      setKept = listener;
      return () => {};
    },
    subscribePermissions(listener) {
      setPermissions = listener;
      return () => {};
    },
    limits: {
      maxExchanges: { min: 100, max: 1_000_000 },
      maxTokens: { min: 10, max: 50_000 },
      maxBytes: { min: 16 * megabyte, max: 2_048 * megabyte },
    },
    commands: {
      copyText: async () => ({ ok: true }),
      listWatched: async () => sites,
      watch: record('watch'),
      unwatch: record('unwatch'),
      forgetKeptKeys: async (thumbprint) => (commanded.push(`forget ${thumbprint ?? 'all'}`), result),
      savePreferences: async (preferred) => (commanded.push(JSON.stringify(preferred)), result),
      removePermission: async ({ name }) => (commanded.push(`remove permission ${name}`), result),
      countStoredData: async () => ({
        settings: 2,
        backgroundRequests: 3,
        popupTexts: 1,
        bugs: 6,
        logs: [
          { requests: 40, tokens: 7, keys: 5, changes: 1, texts: 2 },
          { requests: 2, tokens: 1, keys: 0, changes: 0, texts: 1 },
        ],
        silentPages: 1,
      }),
      forgetStoredData: async () => (commanded.push('forget everything'), result),
      saveBounds: async (bounds) => (saved.push(bounds), result),
    },
    translate: english,
  });
  ends.push(mountOptions(page, model), model.end);
  return {
    commanded,
    saved,
    setKept: (keys: readonly KeptKey[]) => setKept(keys),
    setPermissions: (granted: readonly GrantedPermission[]) => setPermissions(granted),
    setPreferences: (preferences: Preferences) => setPreferences(preferences),
    setSites: (next: readonly string[] | undefined) => (sites = next),
    setWatched: (origins: readonly string[]) => setWatched(origins),
  };
}

afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.restoreAllMocks();
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
    await until(() =>
      expect(findAllByRole(page, 'status').map(({ textContent }) => textContent?.trim())).toContain(
        'It was refused.',
      ),
    );
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
    const sites = findByRole(page, 'region', 'Watched sites');
    await until(() => expect(findAllByRole(sites, 'listitem')).toHaveLength(2));
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
    await until(() =>
      expect(findAllByRole(page, 'status').map(({ textContent }) => textContent?.trim())).toContain(
        'It was refused.',
      ),
    );
  });

  it('lists kept keys, and forgets one or all of them', async () => {
    const { commanded, setKept } = open(undefined);
    setKept([]);
    const section = findByRole(page, 'region', 'Kept keys');
    await until(() => expect(section.textContent).toContain('No kept keys'));
    const x = 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU';
    const jwk = JSON.stringify({
      kty: 'EC',
      crv: 'P-256',
      x,
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    });
    const key = {
      thumbprint: x,
      jwk,
      scope: { kind: 'issuer', value: 'https://id.test' },
      name: 'Staging',
    } as const;
    setKept([key]);
    await until(() => expect(section.textContent).toMatch(/Staging.*P-256.*id\.test/));
    findByRole(section, 'button', 'Forget Staging').click();
    findByRole(section, 'button', 'Forget all').click();
    expect(commanded).toEqual([`forget ${x}`, 'forget all']);
  });

  it('saves the theme, the time zone and a valid leeway', () => {
    const { commanded } = open(undefined);
    const section = findByRole(page, 'region', 'Display');
    const change = (role: string, name: string, value: string) => {
      const input = findByRole(section, role, name) as HTMLInputElement;
      input.value = value;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    change('combobox', 'Theme', 'dark');
    change('combobox', 'Time zone', 'utc');
    change('spinbutton', 'Leeway in seconds', '601');
    change('spinbutton', 'Leeway in seconds', '60');
    expect(commanded.map((text) => JSON.parse(text) as unknown)).toEqual([
      { ...defaultPreferences, theme: 'dark' },
      { ...defaultPreferences, timeZone: 'utc' },
      { ...defaultPreferences, leewaySeconds: 60 },
    ]);
  });

  it('saves the names of claims that are replaced in exports, and no other text', async () => {
    const { commanded, setPreferences } = open(undefined);
    const section = findByRole(page, 'region', 'Sanitized exports');
    const saved = () => (JSON.parse(commanded.at(-1) ?? '{}') as Preferences).replacedClaims;
    const add = async (name: string) => {
      type(findByRole(section, 'textbox', 'Replace another claim') as HTMLInputElement, name);
      const button = findByRole(section, 'button', 'Add') as HTMLButtonElement;
      await until(() => expect(button.disabled).toBe(false));
      button.click();
    };
    await add('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln');
    await until(() => expect(section.textContent).toContain('This looks like a value'));
    await add('x'.repeat(101));
    await until(() => expect(section.textContent).toContain('at most 100 characters'));
    await add('two words');
    await until(() => expect(section.textContent).toContain('_ - . : / # $'));
    expect(commanded).toEqual([]);
    const box = findByRole(section, 'textbox', 'Replace another claim') as HTMLInputElement;
    expect(box.getAttribute('aria-invalid')).toBe('true');
    type(box, 'two');
    await until(() => expect(box.getAttribute('aria-invalid')).toBe('false'));
    expect(section.textContent).not.toContain('Not added');
    await add(' tenant ');
    expect(saved()).toEqual({ tenant: true });
    findByRole(section, 'checkbox', 'email').click();
    expect(saved()).toEqual({ email: false });

    setPreferences({ ...defaultPreferences, replacedClaims: { tenant: true, email: false } });
    await until(() => findAllByRole(section, 'button', 'Remove tenant').length === 1);
    expect((findByRole(section, 'checkbox', 'email') as HTMLInputElement).checked).toBe(false);
    findByRole(section, 'button', 'Remove tenant').click();
    expect(saved()).toEqual({ email: false });
    findByRole(section, 'checkbox', 'email').click();
    expect(saved()).toEqual({ tenant: true });
    await add('Email');
    expect(saved()).toEqual({ tenant: true });
  });

  it('removes a personal claim when as many claims as possible were added', async () => {
    const { commanded, setPreferences } = open(undefined);
    const section = findByRole(page, 'region', 'Sanitized exports');
    const replacedClaims = Object.fromEntries(
      Array.from({ length: maxReplacedClaims }, (_, at) => [`claim${at}`, true]),
    );
    setPreferences({ ...defaultPreferences, replacedClaims });
    await until(() => findAllByRole(section, 'button', 'Remove claim0').length === 1);
    findByRole(section, 'checkbox', 'email').click();
    const saved = parsePreferences(JSON.parse(commanded.at(-1) ?? '{}')).replacedClaims;
    expect(saved).toEqual({ ...replacedClaims, email: false });
    const { claim0: _removed, ...others } = replacedClaims;
    setPreferences({ ...defaultPreferences, replacedClaims: { ...others, email: false } });
    await until(() => findAllByRole(section, 'button', 'Remove claim0').length === 0);
    type(findByRole(section, 'textbox', 'Replace another claim') as HTMLInputElement, 'tenant');
    const button = findByRole(section, 'button', 'Add') as HTMLButtonElement;
    await until(() => expect(button.disabled).toBe(false));
  });

  it('counts what is stored, and forgets everything after it has stopped watching', async () => {
    const { commanded, setWatched } = open(undefined, { ok: true }, ['https://app.test']);
    setWatched(['https://app.test']);
    await until(() => findAllByRole(page, 'region', 'What this extension holds right now').length === 1);
    const section = findByRole(page, 'region', 'What this extension holds right now');
    expect([...section.querySelectorAll('.count')].map(({ textContent }) => textContent)).toEqual([
      '2',
      '0',
      '1',
      '3',
      '1',
      '6',
      '42',
      '8',
      '5',
      '3',
      '1',
      '1',
    ]);
    findByRole(section, 'button', 'Forget everything').click();
    await until(() => expect(section.textContent).toContain('Everything was forgotten'));
    expect(commanded).toEqual(['unwatch https://app.test', 'forget everything']);
  });

  const override = { kind: 'override', name: 'declarativeNetRequestWithHostAccess' } as const;

  it('shows each granted permission with what it is for, and removes it', async () => {
    const { commanded, setPermissions } = open(undefined);
    expect(findAllByRole(page, 'button', /^Remove permission/)).toEqual([]);
    setPermissions([
      { kind: 'scripting', name: 'scripting' },
      { kind: 'webRequest', name: 'webRequest' },
      override,
      { kind: 'host', name: 'https://app.test:443/*' },
    ]);
    await until(() => expect(findAllByRole(page, 'button', /^Remove permission/)).toHaveLength(4));
    for (const purpose of ['Captures storage', 'Captures requests', 'For “Use on all calls”', 'Access to']) {
      expect(page.textContent).toContain(purpose);
    }
    findByRole(page, 'button', 'Remove permission https://app.test:443/*').click();
    expect(commanded).toEqual(['remove permission https://app.test:443/*']);
  });

  it('removes the permission to change calls with everything else', async () => {
    const { commanded, setPermissions } = open(undefined, { ok: true }, []);
    setPermissions([override]);
    await until(() => findAllByRole(page, 'button', 'Forget everything').length === 1);
    findByRole(page, 'button', 'Forget everything').click();
    await until(() => expect(page.textContent).toContain('Everything was forgotten'));
    expect(commanded).toEqual(['forget everything', `remove permission ${override.name}`]);
  });

  it('keeps the focus in the section when the button for the permission is gone', async () => {
    const whenKept = focusPage();
    const { setPermissions } = open(undefined);
    setPermissions([override]);
    const button = `Remove permission ${override.name}`;
    await until(() => findAllByRole(page, 'button', button).length === 1);
    await whenKept();
    findByRole(page, 'button', button).focus();
    setPermissions([]);
    await until(() => expect(document.activeElement?.textContent).toBe('Permissions and privacy'));
  });

  it('deletes nothing if the watched sites are unknown', async () => {
    const { commanded, setSites } = open(undefined);
    setSites(undefined);
    await until(() => findAllByRole(page, 'button', 'Forget everything').length === 1);
    findByRole(page, 'button', 'Forget everything').click();
    await until(() => expect(page.textContent).toContain('Nothing was deleted'));
    expect(commanded).toEqual([]);
  });

  it('does not claim success if something is left', async () => {
    const { commanded } = open(undefined, { ok: false, reason: 'Something is left.' });
    await until(() => findAllByRole(page, 'button', 'Forget everything').length === 1);
    findByRole(page, 'button', 'Forget everything').click();
    await until(() => expect(page.textContent).toContain('Something is left.'));
    expect(commanded).toEqual(['forget everything']);
    expect(page.textContent).not.toContain('Everything was forgotten');
  });
});
