// Guards: "Clear key" removes the key from the memory of the extension's pages, as PRIVACY.md describes. Fails if a
// cache, model or copy in the DevTools page keeps it. It can't check what the browser stores outside its JavaScript
// heap: the text field's undo list, and keys imported into Web Cryptography.
import type { CDPSession, Frame, Page } from 'playwright';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { makeEncrypted, makeToken } from './world';
import { expect, openToken, openWithPanel, regionOf, test, unfold, type View } from './story';

/** What is searched for: texts in the strings of the heap, bytes in its typed arrays. */
interface Needles {
  readonly texts: Readonly<Record<string, string>>;
  readonly bytes: Readonly<Record<string, Uint8Array>>;
}

/** This many characters and bytes are enough to rule out chance matches. */
const TEXT_LENGTH = 24;
const BYTES_LENGTH = 16;

/** A key as it was pasted, and each of its secret numbers in every encoding that a cache may contain. */
function describeNeedles(pasted: string, numbers: Readonly<Record<string, Uint8Array>>): Needles {
  const texts = Object.entries(numbers).flatMap(([name, bytes]) =>
    (['base64', 'base64url', 'hex', 'latin1'] as const).map(
      (encoding) =>
        [`${name} as ${encoding}`, Buffer.from(bytes).toString(encoding).slice(0, TEXT_LENGTH)] as const,
    ),
  );
  return { texts: { 'the pasted text': pasted, ...Object.fromEntries(texts) }, bytes: numbers };
}

/**
 * The heap snapshot format of V8 (v8-profiler.h): nodes and edges are rows of numbers, and `meta` names the columns.
 */
interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

/** The names of the needles found in the heap of a page's process after a full garbage collection. */
async function searchHeap(session: CDPSession, { texts, bytes }: Needles): Promise<readonly string[]> {
  await session.send('HeapProfiler.enable');
  // The second collection frees what a finalizer kept alive in the first.
  for (let time = 0; time < 2; time += 1) await session.send('HeapProfiler.collectGarbage');
  const chunks: string[] = [];
  const add = ({ chunk }: { readonly chunk: string }) => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', add);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', add);
  const snapshot = JSON.parse(chunks.join('')) as HeapSnapshot;
  // V8 writes the first 1,024 characters of each string.
  const found = Object.entries(texts)
    .filter(([, needle]) => snapshot.strings.some((text) => text.includes(needle)))
    .map(([name]) => name);
  const arrays = Object.keys(bytes).length === 0 ? [] : await readArrays(session, snapshot);
  for (const array of arrays) {
    for (const [name, needle] of Object.entries(bytes)) {
      const start = Buffer.from(needle).subarray(0, BYTES_LENGTH).toString('hex');
      if (array.includes(start)) found.push(`${name} as bytes`);
    }
  }
  return [...new Set(found)];
}

/**
 * A typed array as a property of an object. A snapshot doesn't contain array contents, and V8 gives access to no array
 * by its ID.
 */
interface ArrayProperty {
  readonly holder: string;
  readonly property: string;
}

/** Parts of a token, which aren't searched, because V8 walks the whole heap for each object requested by ID. */
const partsOfToken = new Set(['signature', 'ciphertext', 'tag', 'iv', 'encryptedKey']);

function findArrays({ snapshot, nodes, edges, strings }: HeapSnapshot): readonly ArrayProperty[] {
  const { node_fields, node_types, edge_fields, edge_types } = snapshot.meta;
  const [width, edgeWidth] = [node_fields.length, edge_fields.length];
  const at = (name: string) => node_fields.indexOf(name);
  const edgeAt = (name: string) => edge_fields.indexOf(name);
  const objectType = node_types[0].indexOf('object');
  const propertyType = edge_types[0].indexOf('property');
  const nameOf = (node: number) => strings[nodes[node + at('name')] ?? -1];
  const found: ArrayProperty[] = [];
  let edge = 0;
  for (let node = 0; node < nodes.length; node += width) {
    const end = edge + (nodes[node + at('edge_count')] ?? 0) * edgeWidth;
    for (; edge < end; edge += edgeWidth) {
      const isProperty =
        nodes[node + at('type')] === objectType && edges[edge + edgeAt('type')] === propertyType;
      if (isProperty && nameOf(edges[edge + edgeAt('to_node')] ?? -1) === 'Uint8Array') {
        const property = strings[edges[edge + edgeAt('name_or_index')] ?? -1] ?? '';
        if (!partsOfToken.has(property)) found.push({ holder: String(nodes[node + at('id')]), property });
      }
    }
  }
  return found;
}

/** The first bytes of each array, in hex; empty for one that was collected after the snapshot. */
async function readArrays(session: CDPSession, snapshot: HeapSnapshot): Promise<readonly string[]> {
  const objectGroup = 'arrays';
  const read = findArrays(snapshot).map(async ({ holder, property }) => {
    const object = await session
      .send('HeapProfiler.getObjectByHeapObjectId', { objectId: holder, objectGroup })
      .catch(() => undefined);
    if (object?.result.objectId === undefined) return '';
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId: object.result.objectId,
      functionDeclaration: `function (property) {
        const array = this[property];
        if (!(array instanceof Uint8Array)) return '';
        return Array.from(array.subarray(0, 4096), (byte) => byte.toString(16).padStart(2, '0')).join('');
      }`,
      arguments: [{ value: property }],
      returnByValue: true,
    });
    return String(result.value ?? '');
  });
  const arrays = await Promise.all(read);
  await session.send('Runtime.releaseObjectGroup', { objectGroup });
  return arrays;
}

/** One session per heap: extension pages in the same process share one. */
async function openHeaps(page: Page, frames: readonly Frame[]): Promise<readonly CDPSession[]> {
  const heaps = new Map<string, CDPSession>();
  for (const frame of frames) {
    const session = await page.context().newCDPSession(frame);
    const { id } = await session.send('Runtime.getIsolateId');
    if (heaps.has(id)) await session.detach();
    else heaps.set(id, session);
  }
  return [...heaps.values()];
}

async function searchAll(sessions: readonly CDPSession[], needles: Needles): Promise<readonly string[]> {
  const found: string[] = [];
  for (const session of sessions) found.push(...(await searchHeap(session, needles)));
  return [...new Set(found)];
}

/** Pastes a key into the box of a section and presses its button. */
async function tryKey(view: View, section: string, button: string, key: string) {
  const region = regionOf(view, section);
  await unfold(region);
  await region.getByRole('textbox', { name: 'Key' }).fill(key);
  await region.getByRole('button', { name: button, exact: true }).click();
  return region.getByRole('status').first();
}

/** Clears the key, and checks that the browser's Undo doesn't restore it in the box. */
async function clearKey(view: View, keyboard: Page['keyboard'], section: string) {
  const region = regionOf(view, section);
  await region.getByRole('button', { name: 'Clear key' }).click();
  await expect(region.getByRole('status').first()).toHaveText(/: No key yet\./);
  await keyboard.press('Control+z');
  await expect(region.getByRole('textbox', { name: 'Key' })).toHaveValue('');
  await expect(region.getByRole('status').first()).toHaveText(/: No key yet\./);
}

// Each search takes a heap snapshot of some tens of megabytes.
test.describe.configure({ timeout: 240_000 });

test("after clearing, the popup's memory contains no secret that a search found, and its workers have ended", async ({
  chrome,
}) => {
  const popup = await chrome.openPopup();
  const session = await popup.context().newCDPSession(popup);
  const secret = `clear-key-story-${'7c9e6a41f0b35d28'.repeat(3)}`;
  const earlier = `clear-key-earlier-${'b35d287c9e6a41f0'.repeat(3)}`;
  const needles = describeNeedles(secret, { secret: Buffer.from(secret) });
  const needlesOfEarlier = describeNeedles(earlier, { secret: Buffer.from(earlier) });
  await popup
    .getByRole('textbox', { name: 'Token' })
    .fill(await makeToken({ claims: { sub: 'alice' }, key: secret }));
  await expect(await tryKey(popup, 'Signature', 'Verify', earlier)).toHaveText(/^Invalid/);

  const region = regionOf(popup, 'Signature');
  await region
    .locator('input[type=file]')
    .setInputFiles({ name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from(`a\n${secret}\nb\n`) });
  await region.getByRole('button', { name: 'Verify with this secret' }).click();
  await expect(region.getByRole('status').first()).toHaveText(/^Valid/);
  expect(await searchHeap(session, needles)).toEqual([
    'the pasted text',
    'secret as latin1',
    'secret as bytes',
  ]);

  await clearKey(popup, popup.keyboard, 'Signature');
  expect(await searchHeap(session, needles)).toEqual([]);
  expect(await searchHeap(session, needlesOfEarlier)).toEqual([]);
  const browser = await chrome.context.browser()?.newBrowserCDPSession();
  const targets = await browser?.send('Target.getTargets', { filter: [{}] });
  expect(
    targets?.targetInfos.filter(({ type, url }) => type === 'worker' && url.includes(chrome.extensionId)),
  ).toEqual([]);
});

test('after clearing, the memory of the panel and the DevTools page contains no private key', async ({
  chrome,
  world,
}) => {
  const { page, panel } = await openWithPanel(chrome, world.app.url);
  const { devtools } = await chrome.openPanelFor(page);
  const ours = devtools.page
    .frames()
    .filter((frame) => frame.url().startsWith(`chrome-extension://${chrome.extensionId}`));
  expect(ours.length).toBeGreaterThan(1);
  const sessions = await openHeaps(devtools.page, ours);

  // Encrypted tokens: a private RSA key as a JWK.
  const pair = await generateKeyPair('RSA-OAEP-256', { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const numberOf = (name: 'd' | 'p' | 'qi') => Buffer.from(jwk[name] ?? '', 'base64url');
  const rsaNeedles = describeNeedles(JSON.stringify(jwk).slice(0, 200), {
    d: numberOf('d'),
    p: numberOf('p'),
    qi: numberOf('qi'),
  });
  const jwe = await makeEncrypted(
    { alg: 'RSA-OAEP-256', enc: 'A256GCM' },
    '{"sub":"sealed"}',
    pair.publicKey,
  );

  // Signed tokens: a private EC key as PEM.
  const signing = await generateKeyPair('ES256', { extractable: true });
  const pem = await exportPKCS8(signing.privateKey);
  const { d = '' } = await exportJWK(signing.privateKey);
  // A part of one line, which only the pasted PEM and its base64 contain.
  const ecNeedles = describeNeedles(pem.slice(40, 80), { d: Buffer.from(d, 'base64url') });
  const { SignJWT } = await import('jose');
  const jws = await new SignJWT({ iss: 'https://issuer.example' })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(signing.privateKey);

  for (const token of [jwe, jws]) {
    await page.evaluate(async (bearer) => {
      const response = await fetch('/nowhere', { headers: { authorization: `Bearer ${bearer}` } });
      await response.text();
    }, token);
  }
  await openToken(panel, jwe);
  await expect(await tryKey(panel, 'Decryption', 'Decrypt', JSON.stringify(jwk))).toHaveText(/^Decrypted/);
  expect(await searchAll(sessions, { ...rsaNeedles, bytes: {} })).toContain('the pasted text');
  await clearKey(panel, devtools.page.keyboard, 'Decryption');
  expect(await searchAll(sessions, rsaNeedles)).toEqual([]);

  await openToken(panel, jws);
  await expect(await tryKey(panel, 'Signature', 'Verify', pem)).toHaveText(/^Valid/);
  expect(await searchAll(sessions, { ...ecNeedles, bytes: {} })).toEqual(
    expect.arrayContaining(['the pasted text', 'd as base64url']),
  );
  await clearKey(panel, devtools.page.keyboard, 'Signature');
  expect(await searchAll(sessions, ecNeedles)).toEqual([]);
});
