import { trySecrets } from '../src/entry/commands/secrets';

const rounds = 9;
const hmac = { name: 'HMAC', hash: 'SHA-256' };
const encoder = new TextEncoder();
const strong = 'no word of any list, since nobody would think of it: 7f3c9a';

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

async function sign(secret: string): Promise<{ readonly signed: string; readonly signature: Uint8Array }> {
  const parts = [
    { alg: 'HS256', typ: 'JWT' },
    { iss: 'https://id.example', sub: 'alice', roles: Array.from({ length: 70 }, (_, at) => `role-${at}`) },
  ];
  const signed = parts.map((part) => encode(encoder.encode(JSON.stringify(part)))).join('.');
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), hmac, false, ['sign']);
  return { signed, signature: new Uint8Array(await crypto.subtle.sign(hmac, key, encoder.encode(signed))) };
}

async function search(text: string, list: File): Promise<string> {
  const { signal } = new AbortController();
  const found = await trySecrets(text, { list, onProgress: () => {}, signal });
  return 'tried' in found ? `${found.outcome} of ${found.tried}` : found.reason;
}

/** The obvious implementation: one word after the other. */
async function passOnce(words: readonly string[], signed: string, signature: Uint8Array): Promise<void> {
  const data = encoder.encode(signed);
  for (const word of words) {
    const key = await crypto.subtle.importKey('raw', encoder.encode(word), hmac, false, ['verify']);
    if (await crypto.subtle.verify(hmac, key, signature.slice(), data)) throw new Error('A word fits.');
  }
}

async function timeSeconds(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/**
 * A list, one word on each line, tried as the product does it: read from a file, in workers that start and end with the
 * search. No word matches, so all are tried. `input` is the text of the list.
 */
export async function compareSecrets(input: unknown): Promise<void> {
  const words = [...new Set(String(input).split(/\r?\n/))].filter((word) => word !== '');
  const list = new File([words.join('\n')], 'words.txt');
  const { signed, signature } = await sign(strong);
  const text = `${signed}.${encode(signature)}`;
  const outcome = await search(text, list);
  if (outcome !== `none of ${words.length}`) throw new Error(`Unexpected outcome of the search: ${outcome}`);

  const own: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    own.push(await timeSeconds(() => search(text, list)));
    theirs.push(await timeSeconds(() => passOnce(words, signed, signature)));
  }
  const ratios = own.map((seconds, round) => seconds / (theirs[round] ?? Number.NaN));
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
  console.log(
    `weak secrets, ${words.length} words on an HS256 token of ${text.length} characters (goal: 1 s): two workers ${medianOf(own).toFixed(2)} s`,
  );
  console.log(
    `  ${medianOf(ratios).toFixed(2)}× one WebCrypto pass in one thread (${medianOf(theirs).toFixed(2)} s; ${rounds} rounds, ${low} to ${high})`,
  );
}
