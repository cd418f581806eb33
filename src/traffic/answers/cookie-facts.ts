import type { CheckContext } from '../../token';
import type { HttpExchange } from '../exchange/exchange';
import type { Sighting } from '../exchange/sighting';

type CookieFacts = NonNullable<CheckContext['cookie']>;

/**
 * The cookie that holds a token, or the cookies that its parts were joined from, with the attributes of the newest
 * `Set-Cookie` that is known. Without one only what its name shows.
 */
export function readCookieFacts(
  { name, chunks = [] }: Pick<Sighting, 'name' | 'chunks'>,
  setBy: HttpExchange | undefined,
): CookieFacts {
  const [first = name] = chunks;
  const line = setBy && findSetCookie(setBy, first);
  // Two halves have no common name: that of the first one stands for both.
  const isSplit = first === name && chunks.length > 1;
  const found = isSplit ? [] : chunks.map((chunk) => Number(/\d+$/.exec(chunk)?.[0]));
  return {
    name,
    ...(line && chunks.length === 0 && { size: sizeOf(name) + sizeOf(line.value) }),
    ...(found.length > 0 && { chunks: { found } }),
    ...(isSplit && { split: true }),
    ...(line && readAttributes(line.attributes, setBy.answeredAtMs / 1_000)),
  };
}

interface SetCookie {
  readonly value: string;
  readonly attributes: readonly string[];
}

/** The last line of that name wins, as in the browser (RFC 6265 §5.3). */
function findSetCookie({ responseHeaders }: HttpExchange, name: string): SetCookie | undefined {
  return responseHeaders
    .filter((header) => header.name.toLowerCase() === 'set-cookie')
    .flatMap(({ value }) => value.split('\n', 1_000))
    .map((line) => {
      const [pair = '', ...attributes] = line.split(';', 50);
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim(), attributes };
    })
    .findLast((cookie) => cookie.name === name);
}

/** RFC 6265 §5.2: names in any case, an unknown attribute is passed over, `Max-Age` wins over `Expires`. */
function readAttributes(attributes: readonly string[], setAtSeconds: number): Partial<CookieFacts> {
  const read = new Map(
    attributes.map((attribute) => {
      const at = attribute.indexOf('=');
      const name = (at === -1 ? attribute : attribute.slice(0, at)).trim().toLowerCase();
      return [name, at === -1 ? '' : attribute.slice(at + 1).trim()];
    }),
  );
  const sameSite = readSameSite(read.get('samesite'));
  const domain = read.get('domain');
  const path = read.get('path');
  const expiresAtSeconds = readExpiry(read.get('max-age'), read.get('expires'), setAtSeconds);
  return {
    secure: read.has('secure'),
    httpOnly: read.has('httponly'),
    ...(sameSite !== undefined && { sameSite }),
    ...(domain && { domain }),
    ...(path?.startsWith('/') && { path }),
    ...(expiresAtSeconds !== undefined && { expiresAtSeconds }),
  };
}

function readSameSite(value = ''): CookieFacts['sameSite'] {
  return (['Strict', 'Lax', 'None'] as const).find((known) => known.toLowerCase() === value.toLowerCase());
}

function readExpiry(maxAge: string | undefined, expires: string | undefined, setAtSeconds: number) {
  if (maxAge !== undefined && /^-?\d{1,12}$/.test(maxAge)) return setAtSeconds + Number(maxAge);
  const at = Date.parse(expires ?? '') / 1_000;
  return Number.isFinite(at) ? at : undefined;
}

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
