import { findTokens, type Found } from '../src/token';

/** As much text as a large response has: the limit of the search. */
const textLength = 32 * 1024 * 1024;
/** Repeated to fill a text; so large that caches and branch prediction can't learn it. */
const patternLength = 1024 * 1024;

/** The same numbers on every run, each from 0 up to `below`. */
export type Draw = (below: number) => number;

/** A linear congruential generator (Numerical Recipes §7.1): sufficient to vary text. */
export function createDraw(seed = 1): Draw {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const words =
  'the a of and to in is that it was for on are with as his they at be this from have or by one had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made over did down only way find use may water long little very after words called just where most know'.split(
    ' ',
  );
const keys =
  'id name email status created_at updated_at total items price currency quantity description url avatar roles locale address city country enabled version kind tags owner parent_id count'.split(
    ' ',
  );
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function pick<T>(draw: Draw, list: ArrayLike<T>): T {
  return list[draw(list.length)] as T;
}

function makeLetters(draw: Draw, length: number, letters: string): string {
  return Array.from({ length }, () => pick(draw, letters)).join('');
}

function makeUuid(draw: Draw): string {
  return [8, 4, 4, 4, 12].map((length) => makeLetters(draw, length, '0123456789abcdef')).join('-');
}

function makeSentence(draw: Draw): string {
  const text = Array.from({ length: 6 + draw(14) }, () => pick(draw, words)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}. `;
}

function makeRecord(draw: Draw): Record<string, unknown> {
  const record: Record<string, unknown> = { id: makeUuid(draw) };
  for (let count = 6 + draw(10); count > 0; count -= 1) {
    const values: readonly unknown[] = [
      draw(100_000),
      draw(100_000) / 100,
      draw(2) === 0,
      null,
      makeSentence(draw),
      `2026-0${1 + draw(9)}-1${draw(10)}T0${draw(10)}:00:00Z`,
      `https://api.example/v1/${pick(draw, keys)}/${draw(10_000)}?page=${draw(50)}`,
      [pick(draw, words), pick(draw, words)],
      { [pick(draw, keys)]: pick(draw, words), [pick(draw, keys)]: draw(1000) },
    ];
    record[pick(draw, keys)] = pick(draw, values);
  }
  return record;
}

function makeMarkup(draw: Draw): string {
  return `<li class="item item-${draw(40)} ${pick(draw, words)}" data-id="${makeUuid(draw)}">\n  <a href="/${pick(draw, keys)}/${draw(1000)}?from=list&amp;sort=name">${makeSentence(draw)}</a>\n  <p>${makeSentence(draw)}&nbsp;&mdash; ${makeSentence(draw)}</p>\n</li>\n`;
}

function makeLogLine(draw: Draw): string {
  return `2026-01-1${draw(10)}T12:0${draw(10)}:00.${100 + draw(900)}Z INFO  [http-${draw(16)}] request_id=${makeUuid(draw)} method=GET path=/api/v1/${pick(draw, keys)}/${draw(10_000)} status=200 duration_ms=${draw(900)} user="${pick(draw, words)}@example.com" msg="${makeSentence(draw).trim()}"\n`;
}

function makeCode(draw: Draw): string {
  const name = () => makeLetters(draw, 1 + draw(2), 'abcdefghijklmnopqrstuvwxyz');
  const [a, b, c] = [name(), name(), name()];
  return pick(draw, [
    `function ${a}(${b},${c}){return ${b}.${pick(draw, keys)}===void 0?null:${c}(${b}.${pick(draw, keys)},${draw(99)})}`,
    `var ${a}=Object.assign({},${b},{${pick(draw, keys)}:!0,${c}:${draw(9)}});`,
    `if(${a}&&!${b})throw new Error("${makeSentence(draw).trim()}");`,
    `for(let ${a}=0;${a}<${b}.length;${a}++){const ${c}=${b}[${a}];${c}.addEventListener("${pick(draw, words)}",()=>this.${pick(draw, keys)}(${c}))}`,
    `${a}.prototype.${pick(draw, keys)}=function(${b}){switch(${b}.kind){case"${pick(draw, words)}":return this.${c};default:return ${draw(999)}}};`,
    `export const ${a}=e=>(${b}=>e.map(${c}=>${c}?.${pick(draw, keys)}??${b}))(${draw(9)});`,
  ]);
}

function makeDataUrl(draw: Draw): string {
  return `"data:image/png;base64,iVBORw0KGgo${makeLetters(draw, 40_000 + draw(80_000), `${alphabet}+/`)}==",\n`;
}

/** Repeats a large pattern, and flattens the result to one string with one byte per letter. */
function fill(draw: Draw, make: (draw: Draw) => string): string {
  let pattern = '';
  while (pattern.length < patternLength) pattern += make(draw);
  const text = pattern.repeat(Math.ceil(textLength / pattern.length)).slice(0, textLength);
  return flatten(text);
}

function flatten(text: string): string {
  return new TextDecoder('latin1').decode(new TextEncoder().encode(text));
}

/** Texts of 32 MB without tokens. */
export const tokenFreeTexts: readonly { readonly name: string; readonly make: () => string }[] = [
  { name: 'prose', make: () => fill(createDraw(), makeSentence) },
  {
    name: 'a JSON API',
    make: () => `[${fill(createDraw(), (draw) => `${JSON.stringify(makeRecord(draw))},`)}0]`,
  },
  { name: 'HTML', make: () => fill(createDraw(), makeMarkup) },
  { name: 'a log', make: () => fill(createDraw(), makeLogLine) },
  { name: 'minified JavaScript on one line', make: () => fill(createDraw(), makeCode) },
  { name: 'images in base64', make: () => fill(createDraw(), makeDataUrl) },
];

/** A text with tokens, and their positions. */
export interface RichText {
  /** The path of a token in JSON requires parsing all of it, so there is a second baseline. */
  readonly isJson: boolean;
  readonly text: string;
  readonly positions: readonly { readonly start: number; readonly end: number }[];
}

function encode(value: unknown): string {
  return btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A token of about 1 kB as an identity provider makes it, RS256. */
function makeToken(draw: Draw): string {
  const header = encode({ alg: 'RS256', typ: 'at+jwt', kid: '0f3c5a' });
  const payload = encode({
    iss: 'https://id.example/realms/one',
    sub: makeUuid(draw),
    aud: ['https://api.example', 'account'],
    exp: 1_790_000_000 + draw(1000),
    iat: 1_789_999_000,
    jti: makeUuid(draw),
    scope: 'openid profile email',
    realm_access: { roles: ['offline_access', 'reader', pick(draw, words)] },
    name: `${pick(draw, words)} ${pick(draw, words)}`,
    email: `${pick(draw, words)}@example.com`,
  });
  return `${header}.${payload}.${makeLetters(draw, 342, `${alphabet}-_`).slice(0, 341)}A`;
}

/** Every token is different; the text between them is repeated. */
function enrich(between: () => string, wrap: (token: string) => string): RichText {
  const draw = createDraw(7);
  const positions: { start: number; end: number }[] = [];
  const pieces: string[] = [];
  for (let length = 0; length < textLength - 16_384;) {
    const gapEnd = length + 1024 + draw(9 * 1024);
    while (length < gapEnd) {
      const piece = between();
      pieces.push(piece);
      length += piece.length;
    }
    const token = makeToken(draw);
    const wrapped = wrap(token);
    const start = length + wrapped.indexOf(token);
    positions.push({ start, end: start + token.length });
    pieces.push(wrapped);
    length += wrapped.length;
  }
  return { text: flatten(pieces.join('')), positions, isJson: false };
}

/** Texts of 32 MB with a token of about 1 kB every 1 kB to 10 kB. */
export const tokenRichTexts: readonly { readonly name: string; readonly make: () => RichText }[] = [
  {
    name: 'a JSON API',
    make: () => {
      const draw = createDraw(3);
      const records = Array.from({ length: 2000 }, () => `${JSON.stringify(makeRecord(draw))},`);
      const { text, positions } = enrich(
        () => pick(draw, records),
        (token) =>
          `${JSON.stringify({ id: makeUuid(draw), session: { access_token: token, expires_in: 300 } })},`,
      );
      return {
        text: flatten(`[${text}0]`),
        isJson: true,
        positions: positions.map(({ start, end }) => ({ start: start + 1, end: end + 1 })),
      };
    },
  },
  {
    name: 'a log',
    make: () => {
      const draw = createDraw(4);
      const lines = Array.from({ length: 2000 }, () => makeLogLine(draw));
      return enrich(
        () => pick(draw, lines),
        (token) => `2026-01-12T12:00:00Z DEBUG authorization="Bearer ${token}" status=401\n`,
      );
    },
  },
  {
    name: 'HTML and minified JavaScript',
    make: () => {
      const draw = createDraw(5);
      const parts = Array.from({ length: 2000 }, () => (draw(2) === 0 ? makeMarkup(draw) : makeCode(draw)));
      return enrich(
        () => pick(draw, parts),
        (token) => `<script>window.__STATE__={token:"${token}",id:${draw(999)}}</script>\n`,
      );
    },
  },
];

/** Reads the fields of each token that a token list shows. */
export function readAll(found: readonly Found[]): number {
  let sum = 0;
  for (const { raw, path, source, token } of found) {
    sum += raw.length + path.length + source.start;
    if (token.kind === 'jws') sum += Number(token.claims?.exp) + String(token.header.alg).length;
  }
  return sum;
}

/** What is measured. */
export function findAll(text: string): number {
  return readAll(findTokens(text));
}

/** The baseline for a text without tokens: one pass. */
export function passOnce(text: string): number {
  let count = 0;
  for (let at = text.indexOf('eyJ'); at !== -1; at = text.indexOf('eyJ', at + 3)) count += 1;
  return count;
}

/**
 * The baseline for a text with tokens: one pass, and base64 and `JSON.parse` of each token, whose position is known.
 */
export function passAndParse(
  { text, positions }: RichText,
  decodeBase64url: (text: string) => string,
): number {
  let sum = passOnce(text);
  for (const { start, end } of positions) {
    const [header = '', payload = ''] = text.slice(start, end).split('.', 2);
    const { alg } = JSON.parse(decodeBase64url(header)) as { alg: string };
    const { exp } = JSON.parse(decodeBase64url(payload)) as { exp: number };
    sum += exp + alg.length;
  }
  return sum;
}
