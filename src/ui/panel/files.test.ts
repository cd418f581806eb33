// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenFile, SanitizedSummary } from '../../traffic';
import { makeRow, makeSighting, nothingCounted } from '../fixture/panel.fixture';
import { replacedClaims } from '../format/preferences';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { openScreen, press, until, type Screen } from '../fixture/screen.fixture';
import { makeToken } from '../fixture/tokens.fixture';

let screen: Screen;
const page = document.body;

const shop: OpenFile = { name: 'shop.har', state: 'open', exchanges: 214, problems: [] };
const notices = () => page.querySelector('.notices')?.textContent;
const saveButton = () => findByRole(findByRole(page, 'toolbar', 'Capture'), 'button', 'Save');
const saveBox = () => findByRole(page, 'region', 'Save');
const isConfirming = () => findAllByRole(page, 'region', 'Save').length === 1;
const setStoredEntries = (storedExchanges: number) =>
  screen.change({ counts: { ...nothingCounted, storedExchanges } });

const summary: SanitizedSummary = {
  counts: { signature: 2, encryption: 0, credential: 0, cookie: 1, claim: 0 },
  dropped: { binary: 1 },
  samples: [{ kind: 'signature', before: '35pk…', after: 'SANITIZEDx' }],
  claims: [
    { name: 'sub', isReplaced: false },
    { name: 'email', isReplaced: true },
  ],
};

beforeEach(() => {
  screen = openScreen();
  screen.showLog([]);
});

afterEach(() => screen.close());

async function confirmSave() {
  setStoredEntries(3);
  await until(() => expect(saveButton().hasAttribute('disabled')).toBe(false));
  saveButton().click();
  await until(isConfirming);
}

async function showPreview() {
  await until(() =>
    expect(screen.sent).toContainEqual(
      expect.objectContaining({ call: expect.objectContaining({ name: 'preview save' }) as unknown }),
    ),
  );
  await screen.answer('preview save', { ok: true, value: summary });
}

describe('saving', () => {
  it('is disabled while the log is empty', async () => {
    await until(() => expect(saveButton().hasAttribute('disabled')).toBe(true));
    expect(saveButton().title).toBe('Nothing captured to save');
  });

  it('shows first what will be replaced, and saves nothing if it is canceled', async () => {
    await confirmSave();
    await showPreview();
    await until(() =>
      expect(saveBox().textContent).toContain(
        'Replaced: 2 signatures and 1 cookie value.Reduced to their tokens: 1 binary body.',
      ),
    );
    expect(saveBox().textContent).toContain('Signature35pk… → SANITIZEDx');
    await until(() => expect(document.activeElement?.textContent).toBe('Save HAR'));
    findByRole(saveBox(), 'button', 'Cancel').click();
    await until(() => !isConfirming());
    expect(document.activeElement).toBe(saveButton());
    saveButton().click();
    await until(isConfirming);
    press(saveBox(), 'Escape');
    await until(() => !isConfirming());
    expect(screen.sent).not.toContainEqual(
      expect.objectContaining({ call: expect.objectContaining({ name: 'save' }) as unknown }),
    );
  });

  it.each([
    ['Save HAR', 'har'],
    ['Save JSON', 'json'],
  ] as const)('downloads a file named by date and time with "%s"', async (name, format) => {
    const links: HTMLAnchorElement[] = [];
    const clicked = (event: Event) => {
      if (!(event.target instanceof HTMLAnchorElement)) return;
      links.push(event.target);
      event.preventDefault();
    };
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    document.addEventListener('click', clicked);
    await confirmSave();
    findByRole(saveBox(), 'button', name).click();
    expect(screen.sent.at(-1)).toMatchObject({ type: 'call', call: { name: 'save', format, sanitize: {} } });
    await until(() => expect(notices()).toContain('Writing the file…'));
    await screen.answer('save', { ok: true, value: new Blob(['{}']) });
    await until(() => expect(links).toHaveLength(1));
    document.removeEventListener('click', clicked);
    expect(links[0]?.download).toMatch(
      new RegExp(`^jwt-devtools-2026-09-2\\d-\\d{4}\\.sanitized\\.${format}$`),
    );
    expect(links[0]?.href).toMatch(/^blob:/);
    await until(() => expect(notices()).not.toContain('Writing'));
    expect(revoked).not.toHaveBeenCalled();
    screen.clock.pass(60_000);
    expect(revoked).toHaveBeenCalledWith(links[0]?.href);
    revoked.mockRestore();
  });

  it('asks to check the file also if the preview failed', async () => {
    await confirmSave();
    await until(() =>
      expect(screen.sent).toContainEqual(
        expect.objectContaining({ call: expect.objectContaining({ name: 'preview save' }) as unknown }),
      ),
    );
    await screen.answer('preview save', { ok: false, error: 'failed' });
    await until(() => expect(saveBox().textContent).toContain('The preview failed'));
    expect(saveBox().textContent).toContain('Check the file before sharing it.');
  });

  it('begins with the claims of the options page', async () => {
    replacedClaims.value = { tenant: true, email: false };
    await confirmSave();
    await showPreview();
    expect(screen.sent).toContainEqual(
      expect.objectContaining({
        call: { name: 'preview save', sanitize: { decided: { tenant: true, email: false } } },
      }),
    );
    await until(() => findByRole(saveBox(), 'checkbox', 'sub').click());
    findByRole(saveBox(), 'button', 'Save HAR').click();
    expect(screen.sent.at(-1)).toMatchObject({
      call: { name: 'save', sanitize: { decided: { tenant: true, email: false, sub: true } } },
    });
    replacedClaims.value = {};
  });

  it('replaces the claims that are selected', async () => {
    await confirmSave();
    await showPreview();
    await until(() =>
      expect((findByRole(saveBox(), 'checkbox', 'email') as HTMLInputElement).checked).toBe(true),
    );
    findByRole(saveBox(), 'checkbox', 'sub').click();
    await until(() =>
      expect(screen.sent.at(-1)).toMatchObject({
        call: { name: 'preview save', sanitize: { decided: { sub: true } } },
      }),
    );
    findByRole(saveBox(), 'button', 'Save HAR').click();
    expect(screen.sent.at(-1)).toMatchObject({
      call: { name: 'save', format: 'har', sanitize: { decided: { sub: true } } },
    });
  });

  it('saves live tokens only after a warning', async () => {
    await confirmSave();
    expect(findAllByRole(saveBox(), 'button', 'Save HAR with live tokens')).toHaveLength(0);
    findByRole(saveBox(), 'button', 'Save with live tokens instead…').click();
    await until(() => expect(document.activeElement?.textContent).toBe('Save HAR with live tokens'));
    expect(saveBox().textContent).toContain('This file contains live tokens and cookies.');
    findByRole(saveBox(), 'button', 'Save JSON with live tokens').click();
    const { call } = screen.sent.at(-1) as { readonly call: object };
    expect(call).toEqual({ name: 'save', format: 'json' });
  });

  it('shows that the file could not be written', async () => {
    await confirmSave();
    findByRole(saveBox(), 'button', 'Save HAR').click();
    await screen.answer('save', { ok: false, error: 'failed' });
    await until(() => expect(notices()).toContain('The file couldn’t be written'));
    expect(notices()).not.toContain('Writing');
  });
});

describe('opening files', () => {
  const drop = (files: readonly File[], target: Element = page.querySelector('.panel')!) => {
    const event = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(event, { dataTransfer: { files, types: ['Files'] } });
    target.dispatchEvent(event);
    return event;
  };

  it('sends the selected files to the session', () => {
    const fileInput = page.querySelector<HTMLInputElement>('input[type=file][multiple]')!;
    const opened = vi.spyOn(fileInput, 'click');
    findByRole(page, 'button', 'Open file').click();
    expect(opened).toHaveBeenCalledOnce();
    const files = [new File(['{}'], 'shop.har'), new File(['{}'], 'login.har')];
    Object.defineProperty(fileInput, 'files', { value: files });
    fileInput.dispatchEvent(new Event('change', { bubbles: true }));
    expect(screen.sent.at(-1)).toMatchObject({ type: 'call', call: { name: 'open files', files } });
  });

  it('sends all dropped files to the session, and prevents the browser from navigating to them', async () => {
    const over = new Event('dragover', { bubbles: true, cancelable: true });
    Object.assign(over, { dataTransfer: { types: ['Files'] } });
    page.querySelector('.list')!.dispatchEvent(over);
    expect(over.defaultPrevented).toBe(true);
    const files = [new File(['{}'], 'shop.har'), new File(['{}'], 'login.har')];
    expect(drop(files).defaultPrevented).toBe(true);
    await until(() =>
      expect(screen.sent.at(-1)).toMatchObject({ type: 'call', call: { name: 'open files', files } }),
    );
  });

  it('names the files that could not be opened', async () => {
    drop([new File(['{}'], 'shop\u202E.har'), new File(['{}'], 'login.har')]);
    await until(() => screen.sent.at(-1)?.type === 'call');
    await screen.answer('open files', { ok: false, error: 'failed' });
    await until(() => expect(notices()).toContain('Couldn’t open shop⟨U+202E⟩.har, login.har. Try again.'));
  });

  it('adds dropped keys for all tokens, and shows why a file isn’t one', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
    const text = JSON.stringify(await crypto.subtle.exportKey('jwk', pair.privateKey));
    await screen.detail();
    screen.showLog([makeRow(1, makeToken({ sub: 'alice' }))]);
    screen.model.tokens.select(1);
    const before = screen.sent.filter(({ type }) => type === 'call').length;
    drop([new File([text], 'key.json'), new File(['{"keys":[]}'], 'empty.json')]);
    await until(() => expect(notices()).toContain('empty.json isn’t usable as a key.'));
    expect(screen.model.keyring.keys.value).toMatchObject([
      { purpose: 'verify', scope: { kind: 'all' }, origin: 'dropped', text },
      { purpose: 'decrypt', scope: { kind: 'all' }, origin: 'dropped', text },
    ]);
    await until(() => expect(page.textContent).toContain('Added a key from key.json'));
    expect(screen.sent.filter(({ type }) => type === 'call')).toHaveLength(before);
  });

  it('ignores dropped text', () => {
    const before = screen.sent.length;
    expect(drop([]).defaultPrevented).toBe(false);
    expect(screen.sent).toHaveLength(before);
  });
});

const list = () => page.querySelector('.list')?.textContent;
const statusLine = () => page.querySelector('.status-line')?.textContent;

describe('while files are opened', () => {
  it('keeps the current list, shows the progress, and can be stopped', async () => {
    screen.showLog([makeRow(1, makeToken({ sub: 'live' }))]);
    screen.change({ files: { shown: [], opening: [{ ...shop, state: 'reading', exchanges: 0 }] } });
    await until(() => expect(notices()).toContain('shop.har Entries read so far: 0'));
    await until(() => expect(list()).toContain('live'));
    findByRole(page, 'button', 'Stop').click();
    expect(screen.sent.at(-1)).toMatchObject({ type: 'dismiss files' });
  });

  it.each<[OpenFile['problems'][number], string]>([
    [{ code: 'too large' }, 'The file is larger than 256 MiB.'],
    [{ code: 'not JSON' }, 'This isn’t a HAR or JSON file.'],
    [{ code: 'no requests' }, 'This JSON file contains no requests.'],
    [{ code: 'unreadable' }, 'The browser can’t access it.'],
    [{ code: 'archive' }, 'This is a ZIP archive.'],
    [{ code: 'cut', count: 0 }, 'The file is cut off. Entries read: 0.'],
  ])('shows why a file cannot be read, and keeps the current list: %j', async (problem, sentence) => {
    screen.showLog([makeRow(1, makeToken({ sub: 'live' }))]);
    const failed: OpenFile = { ...shop, state: 'failed', exchanges: 0, problems: [problem] };
    screen.change({ files: { shown: [], opening: [failed] } });
    await until(() => expect(notices()).toContain(sentence));
    expect(notices()).toContain('shop.har The file couldn’t be read.');
    await until(() => expect(list()).toContain('live'));
    findByRole(page, 'button', 'Dismiss').click();
    expect(screen.sent.at(-1)).toMatchObject({ type: 'dismiss files' });
    screen.change({ files: { shown: [], opening: [] } });
    await until(() => expect(notices()).not.toContain('shop.har'));
  });
});

describe('while files are shown', () => {
  const showWith = (file: Partial<OpenFile>, counts: Partial<typeof nothingCounted> = {}) => {
    screen.showLog([], {}, { ...shop, ...file });
    screen.change({ counts: { ...nothingCounted, ...counts } });
  };

  it('shows the files, their progress and how to return to the live log', async () => {
    screen.showLog([], {}, { ...shop, state: 'reading', exchanges: 1_200 });
    await until(() => expect(notices()).toContain('shop.har Entries read so far: 1,200'));
    expect(list()).not.toContain('No tokens');
    screen.change({ files: { shown: [shop], opening: [] } });
    await until(() => expect(notices()).toContain('shop.har 214 entries'));
    expect(notices()).toContain('shop.har 214 entries · Capture continues in the background.');
    expect(list()).toContain('No tokens in this file');
    expect(statusLine()).toContain('nothing dropped');
    findByRole(page, 'button', 'Back to live traffic').click();
    expect(screen.sent.at(-1)).toMatchObject({ type: 'close files' });
    screen.showLog([]);
    await until(() => expect(notices()).not.toContain('shop.har'));
  });

  it('lists all files, the failed ones first', async () => {
    screen.showLog([], {}, shop);
    const cut: OpenFile = { ...shop, name: 'cut.har', exchanges: 1, problems: [{ code: 'cut', count: 1 }] };
    const notes: OpenFile = { ...shop, name: 'notes.txt', state: 'failed', problems: [{ code: 'not JSON' }] };
    screen.change({ files: { shown: [shop, cut, notes], opening: [] } });
    await until(() =>
      expect(notices()).toMatch(
        /notes\.txt The file couldn’t be read\..* · shop\.har 214.* · cut\.har 1 entry.*cut off/,
      ),
    );
    expect(list()).toContain('No tokens in the readable data.');
  });

  it.each<[string, Partial<OpenFile>, Partial<typeof nothingCounted>]>([
    [
      'Credentials are redacted, so sent tokens are missing.',
      { problems: [{ code: 'credentials redacted' }] },
      {},
    ],
    [
      '2 entries aren’t requests',
      { problems: [{ code: 'unreadable entries', count: 2 }] },
      { unreadable: 2 },
    ],
    ['Entries read: 1. Export it again for the rest.', { problems: [{ code: 'cut', count: 1 }] }, {}],
    ['214 entries · 12 bodies are missing', {}, { bodyGaps: [{ gap: 'missing', count: 12, urls: [] }] }],
    ['3 bodies are compressed with Brotli', {}, { bodyGaps: [{ gap: 'brotli', count: 3, urls: [] }] }],
  ])(
    'does not claim "nothing dropped" or "no tokens" if something was not read: %s',
    async (notice, file, counts) => {
      showWith(file, counts);
      await until(() => expect(notices()).toContain(notice));
      await until(() => expect(list()).toContain('No tokens in the readable data.'));
      expect(list()).not.toContain('No tokens in this file');
      expect(statusLine()).not.toContain('nothing dropped');
    },
  );

  it('does not count images as a loss', async () => {
    showWith({}, { bodyGaps: [{ gap: 'media', count: 3, urls: [] }] });
    await until(() => expect(list()).toContain('No tokens in this file'));
    expect(statusLine()).toContain('nothing dropped');
  });

  it('does not claim that a token was not sent if credentials were redacted', async () => {
    const raw = makeToken({ sub: 'alice' });
    const sighting = makeSighting({ kind: 'response body', source: 'file' });
    screen.showLog(
      [makeRow(1, raw)],
      { selectedId: 1 },
      { ...shop, problems: [{ code: 'credentials redacted' }] },
    );
    screen.setSightings(1, [sighting]);
    await until(() =>
      expect(screen.region('Requests').textContent).toContain('requests with this token can’t be identified'),
    );
    expect(screen.region('Requests').textContent).not.toContain('No request');
    expect(screen.region('Requests').textContent).toContain('from a file');
    expect(page.querySelector('.cell-requests[role=gridcell]')?.textContent).toBe('?');
    screen.change({ files: { shown: [shop], opening: [] } });
    await until(() =>
      expect(screen.region('Requests').textContent).toContain('No request in the file carried this token.'),
    );
    expect(page.querySelector('.cell-requests[role=gridcell]')?.textContent).toBe('0');
  });

  it('has its own selection, because its tokens have their own IDs', async () => {
    const row = makeRow(1, makeToken({ sub: 'live' }));
    screen.showLog([row]);
    screen.model.tokens.select(1);
    screen.showLog(
      [makeRow(1, makeToken({ sub: 'filed' })), makeRow(2, makeToken({ sub: 'other' }))],
      {},
      shop,
    );
    expect(screen.model.tokens.selectedId.value).toBeUndefined();
    screen.model.tokens.select(2);
    screen.showLog([row], { selectedId: 1 });
    expect(screen.model.tokens.selectedId.value).toBe(1);
  });
});

describe('after a reload of the extension', () => {
  it('shows only what to do, and sends no more commands', async () => {
    screen.orphan();
    await until(() => expect(findByRole(page, 'alert').textContent).toContain('Close and reopen DevTools.'));
    expect(findAllByRole(page, 'button')).toEqual([]);
    const before = screen.sent.length;
    screen.model.filter.set('a');
    screen.model.capture.clear();
    expect(screen.sent).toHaveLength(before);
  });
});
