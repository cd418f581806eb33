import { deflateRawSync } from 'node:zlib';
import { encode, makeToken } from '../token.fixture';

/** A kind of text that takes quadratic time, or much time per character, in a naive search. */
export interface HostileShape {
  readonly name: string;
  /** Makes about `length` characters of it. */
  readonly make: (length: number) => string;
}

const header = encode({ alg: 'HS256' });
const smallest = `${encode({ alg: 'x' })}.e30.AA`;
const token = makeToken({ alg: 'none' }, {}, '');
const badJson = Buffer.from('{"alg":HS256}').toString('base64url');
const badEscape = Buffer.from('{"alg":"\\x"}').toString('base64url');
const badUtf8 = Buffer.from([...Buffer.from('{"alg":"'), 0xff, 0xfe, ...Buffer.from('"}')]).toString(
  'base64url',
);
const badClaims = Buffer.from('{"sub":nobody,"exp":1}').toString('base64url');
const badClaimsUtf8 = Buffer.from([...Buffer.from('{"sub":"'), 0xc3, 0x28, ...Buffer.from('"}')]).toString(
  'base64url',
);
const zipHeader = encode({ alg: 'HS256', zip: 'DEF' });
const inflating = deflateRawSync(`{"a":[${'[],'.repeat(9_000)}1]}`).toString('base64url');
const bomb = deflateRawSync(`{"a":"${' '.repeat(900_000)}"}`).toString('base64url');
const jwe = `${encode({ alg: 'dir', enc: 'A128GCM' })}..AAAA.AAAA.AAAA`;

function repeat(piece: string): (length: number) => string {
  return (length) => piece.repeat(Math.ceil(length / piece.length));
}

/** Each piece contains its number, so that caches don't help. */
function number(write: (index: number) => string, separator = ''): (length: number) => string {
  return (length) => {
    const pieces: string[] = [];
    for (let index = 0, total = 0; total < length; index += 1) {
      const piece = write(index);
      pieces.push(piece);
      total += piece.length + separator.length;
    }
    return pieces.join(separator);
  };
}

function around(start: string, inside: (length: number) => string, end = ''): (length: number) => string {
  return (length) => `${start}${inside(length)}${end}`;
}

function base64(times: number, inside: (length: number) => string): (length: number) => string {
  return (length) => {
    let text = inside(Math.ceil(length * 0.75 ** times));
    for (let time = 0; time < times; time += 1) text = encode(text);
    return text;
  };
}

function percent(text: string): string {
  return Array.from(text, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
}

function escapeJson(times: number, inside: (length: number) => string): (length: number) => string {
  return (length) => {
    let text = inside(length);
    for (let time = 0; time < times; time += 1) text = JSON.stringify({ a: text });
    return text;
  };
}

function lines(text: string, width: number): string {
  return text.replace(new RegExp(`.{${width}}`, 'g'), '$&\r\n');
}

const jsonHeader = (index: number) => Buffer.from(`{"alg":"${index}"}`).toString('base64url');
const nearToken = (index: number) => Buffer.from(`{"alg":${index}x}`).toString('base64url');

export const hostileShapes: readonly HostileShape[] = [
  // JSON that ends too early, or never.
  { name: 'unterminated string', make: around('{"a":"', repeat(`${header}.\\u0041 `)) },
  { name: 'unterminated string of tokens', make: around('{"a":"', repeat(`${token} `)) },
  { name: 'unterminated string of header starts', make: around('["', repeat(`${header}\\`)) },
  { name: 'unterminated string of quotes', make: around('{"a":"', repeat(`\\"${header}\\"`)) },
  { name: 'nested unterminated strings', make: repeat(`{"a":"${header}.\\`) },
  { name: 'objects that never close', make: repeat('{"a":') },
  {
    name: 'objects that never close, with signatures',
    make: repeat('{"signature":"AAAAAAAAAAAAAAAAAAAA","a":'),
  },
  { name: 'starts of objects', make: repeat('{"') },
  { name: 'lists that never close', make: around('x ', repeat('[')) },
  { name: 'deep JSON', make: (length) => '['.repeat(length / 2) + ']'.repeat(length / 2) },
  {
    name: 'deep JSON around tokens',
    make: (length) =>
      `${'['.repeat(length / 4)}"${token}"${']'.repeat(length / 4)}${`"${token}",`.repeat(length / 2 / (token.length + 3))}`,
  },
  {
    name: 'JSON strings in JSON strings',
    make: escapeJson(
      4,
      number((index) => `"${jsonHeader(index)}.e30.AA\n"`),
    ),
  },
  {
    name: 'JSON lines of unterminated strings',
    make: number((index) => `{"t":"${jsonHeader(index)}.\\u0041\n`),
  },
  {
    name: 'members of one object',
    make: around(
      '{',
      number((index) => `"k${index}":"${smallest}"`, ','),
      '}',
    ),
  },
  {
    name: 'long member names',
    make: around(
      '{',
      number((index) => `"${'k'.repeat(900)}${index}":["${smallest}"]`, ','),
      '}',
    ),
  },
  { name: 'paths of depth', make: (length) => `${'{"a":'.repeat(60)}[${repeat(`"${smallest}",`)(length)}0]` },
  { name: 'escaped strings with broken tokens', make: around('[', repeat(`"${header}.\\n",`), '0]') },
  // Text that is similar to a token.
  { name: 'header starts', make: repeat('eyJ') },
  { name: 'header starts with dots', make: repeat('eyJ.') },
  { name: 'header starts with spaces', make: repeat('eyJhbGciOiJIUzI ') },
  { name: 'long header starts with dots', make: repeat('eyJhbGciOiJIUzI.') },
  { name: 'headers with dots', make: repeat(`${header}.`) },
  { name: 'headers with slashes', make: repeat(`${header}/`) },
  { name: 'headers with equals signs', make: repeat(`${header}=`) },
  { name: 'headers with plus signs', make: repeat(`${header}+`) },
  { name: 'headers with tildes', make: repeat(`${header}~`) },
  { name: 'headers before a far dot', make: around('', repeat(`${header} `), '.') },
  { name: 'headers with one dot each and no second', make: repeat(`${header}.\n`) },
  { name: 'near-tokens with bad JSON', make: repeat(`${badJson}.e30.AA `) },
  {
    name: 'near-tokens with bad JSON, all different',
    make: number((index) => `${nearToken(index)}.e30.AA `),
  },
  { name: 'near-tokens with a bad escape', make: repeat(`${badEscape}.e30.AA `) },
  { name: 'near-tokens with bad UTF-8', make: repeat(`${badUtf8}.e30.AA `) },
  { name: 'near-tokens with bad UTF-8 and bad payloads', make: repeat(`${badUtf8}.${badClaimsUtf8}.AA `) },
  { name: 'near-tokens without alg', make: repeat(`${encode({ typ: 'JWTX' })}.e30.AA `) },
  { name: 'near-tokens of the wrong length', make: repeat(`${header}A.e30.AA `) },
  { name: 'near-tokens whose payload has the wrong length', make: repeat(`${header}.e30AA.AA `) },
  { name: 'near-tokens whose signature is not canonical', make: repeat(`${header}.e30.AB `) },
  { name: 'near-tokens with padding', make: repeat(`${header}=.e30=.AA= `) },
  { name: 'near-tokens with padding in another alphabet', make: repeat(`${header}.+/+/.AA== `) },
  { name: 'near-tokens that were cut', make: repeat(`${header}.e30.AA… `) },
  { name: 'near-tokens with four parts', make: repeat(`${header}.e30.AA.AA `) },
  {
    name: 'near-tokens in signed cookies',
    make: repeat(`${header}.e30.AA.${'A'.repeat(43)} `),
  },
  {
    name: 'near-tokens in signed cookies, with bad JSON',
    make: repeat(`${badJson}.e30.${'A'.repeat(43)}.${'A'.repeat(27)} `),
  },
  {
    name: 'tokens in signed cookies, all different',
    make: number((index) => `${jsonHeader(index)}.e30.AA.${'A'.repeat(86)} `),
  },
  {
    name: 'unsecured tokens in signed cookies',
    make: repeat(`${token}.${'A'.repeat(27)} `),
  },
  {
    name: 'near-tokens with an enc and three parts',
    make: repeat(`${encode({ alg: 'dir', enc: 'x' })}.e30.AA `),
  },
  { name: 'tokens with bad claims', make: repeat(`${header}.${badClaims}.AA `) },
  {
    name: 'tokens with bad claims, all different',
    make: number((index) => `${header}.${Buffer.from(`{"a":${index}x}`).toString('base64url')}.AA `),
  },
  { name: 'tokens with claims that are not UTF-8', make: repeat(`${header}.${badClaimsUtf8}.AA `) },
  { name: 'tokens with claims that inflate', make: repeat(`${zipHeader}.${inflating}.AA `) },
  { name: 'tokens with claims that inflate beyond the limit', make: repeat(`${zipHeader}.${bomb}.AA `) },
  { name: 'smallest tokens', make: repeat(`${smallest} `) },
  { name: 'smallest tokens, all different', make: number((index) => `${jsonHeader(index)}.e30.AA `) },
  { name: 'smallest tokens in JSON', make: around('[', repeat(`"${smallest}",`), '0]') },
  { name: 'tokens side by side', make: repeat(smallest) },
  { name: 'encrypted tokens', make: repeat(`${jwe} `) },
  { name: 'five parts without enc', make: repeat(`${header}.AA.AA.AA.AA `) },
  {
    name: 'an unencoded payload that goes on',
    make: repeat(`${encode({ alg: 'x', b64: false, crit: ['b64'] })}. text `),
  },
  { name: 'one header that goes on', make: around('eyJ', repeat('A'), '.e30.AA') },
  { name: 'headers that go on, one after the other', make: repeat(`eyJ${'A'.repeat(4090)}.`) },
  {
    name: 'near-tokens with a huge header',
    make: repeat(`${Buffer.from(`{"alg":"${'a'.repeat(60_000)}",}`).toString('base64url')}.e30.AA `),
  },
  {
    name: 'near-tokens with a deep header',
    make: repeat(`${Buffer.from(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`).toString('base64url')}.e30.AA `),
  },
  { name: 'near-tokens with disclosures', make: repeat(`${token}~${'a~'.repeat(400)} `) },
  { name: 'disclosures', make: around(token, repeat('~a')) },
  { name: 'disclosures without a last tilde', make: repeat(`${token}~WyJhIiwiYiIsImMiXQ `) },
  { name: 'key bindings', make: repeat(`${token}~${badJson}.e30.AA `) },
  // Lines.
  { name: 'quoted headers', make: repeat(`> ${header}\n`) },
  { name: 'quoted lines after one header', make: around(`> ${header}.\n`, repeat('> abcdefgh\n')) },
  { name: 'lines after a header that isn’t one', make: around('eyJhbGciOiJIUzI1\n', repeat('abcdefgh\n')) },
  { name: 'lines of near-tokens', make: repeat(`${header}.\ne30\n.AA\n`) },
  { name: 'lines of near-tokens with bad JSON', make: repeat(`${badJson}.\ne30\n.AA\n`) },
  { name: 'lines of tokens', make: repeat(`x\n${token.replaceAll('.', '.\n')}\n`) },
  {
    name: 'lines of tokens, all different',
    make: number((index) => `${jsonHeader(index)}.\ne30.${'A'.repeat(20)}\n${'A'.repeat(23)}\n`),
  },
  { name: 'lines of disclosures', make: around(`${token}\n`, repeat('~a~\n')) },
  { name: 'headers in quoted-printable', make: repeat(`=3D${header}=\n`) },
  { name: 'headers in strings', make: repeat(`"${header}" +\n  `) },
  { name: 'headers in a log', make: number((index) => `${index} INFO x: ${header}\n`) },
  {
    name: 'headers with labels in a log',
    make: number((index) => `${index} INFO x: a=b: Bearer ${header}\n`),
  },
  { name: 'labels before headers', make: repeat(`${'a:'.repeat(70)}${header}\n`) },
  { name: 'spaces after a string in lines', make: around(`"${header}"\n"abc"`, repeat(' '), 'x\n') },
  { name: 'hyphens after headers in lines', make: repeat(`${header}-\n`) },
  { name: 'lines with hyphens after one header', make: around(`${header}.-\n`, repeat('abcdefgh-\n')) },
  { name: 'hyphens in lines', make: around(`${header.slice(0, 9)}-\n`, repeat('-\n')) },
  { name: 'prompts', make: around(`${header}\n`, repeat('> > > ')) },
  { name: 'prompts in lines', make: around(`${header}`, repeat('\n> # 1 | ')) },
  { name: 'blank lines after headers', make: repeat(`${header} \n \n`) },
  { name: 'slashes before headers in lines', make: repeat(`/eyJ=eyJ/eyJ=eyJ\n`) },
  { name: 'long prefixes before headers', make: repeat(`${'1 a'.repeat(50)} ${header}\n`) },
  // Wrapped text.
  { name: 'one run of base64', make: base64(1, repeat('some text that goes on ')) },
  { name: 'one run of capitals', make: repeat('ABCDEFGHIJKLMNOP') },
  { name: 'base64 of base64', make: base64(5, repeat(`${token} `)) },
  {
    name: 'base64 of near-tokens',
    make: base64(
      1,
      number((index) => `${nearToken(index)}.e30.AA `),
    ),
  },
  { name: 'small runs of base64', make: repeat(`${encode('some text that goes on ')} `) },
  { name: 'runs of base64 after slashes', make: repeat(`/${encode('some text that goes on ')}`) },
  { name: 'runs of base64 with eyJ in them', make: repeat(`x${encode('{"some text that goes on ')}`) },
  { name: 'runs of base64 in base64', make: repeat(`${encode(`${encode('some text that goes on ')} `)} `) },
  { name: 'JSON in base64', make: repeat(`${encode(JSON.stringify({ a: 'some text', b: [1, 2] }))} `) },
  {
    name: 'base64 in lines',
    make: (length) => lines(base64(1, repeat('some text that goes on '))(length), 76),
  },
  {
    name: 'base64 of bytes in lines',
    make: (length) => lines(repeat('eyJhbGciOiJIUzI1NiJ9Zm9v')(length), 76),
  },
  {
    name: 'base64 in lines after a word',
    make: (length) => `word.\n${lines(base64(1, repeat('some text that goes on '))(length), 76)}`,
  },
  {
    name: 'pairs of lines of base64',
    make: repeat(`${encode('some text that goes on and on and on and on')}\n`),
  },
  {
    name: 'base64 in lines of near-tokens',
    make: (length) =>
      `word.\n${lines(
        base64(
          1,
          number((index) => `${nearToken(index)}.e30.AA `),
        )(length),
        76,
      )}`,
  },
  { name: 'Supabase prefixes', make: repeat('base64-') },
  { name: 'Supabase sessions', make: repeat(`base64-${encode('{"access_token":"x"}')} `) },
  { name: 'rewritten links', make: repeat('https://urldefense.com/v2/url?u=eyJ-2E ') },
  { name: 'rewritten links in one', make: repeat(`urldefense.com/v2/url?u=${header}-2E`) },
  { name: 'rewritten links without an end', make: repeat(`urldefense.com/v3/__${header}.`) },
  {
    name: 'one rewritten link of asterisks',
    make: around('urldefense.com/v3/__/', repeat('eyJ*'), '__;Iw!'),
  },
  { name: 'asterisks in rewritten links', make: repeat(`urldefense.com/v3/__/${header}**A__;Iw! `) },
  { name: 'percent signs', make: repeat('%') },
  { name: 'encoded dots', make: repeat('%2E') },
  { name: 'encoded headers', make: repeat(percent('eyJ')) },
  { name: 'headers with encoded dots', make: repeat(`${header}%2E`) },
  { name: 'encoded layers', make: repeat(`${header}%25252E`) },
  { name: 'encoded layers of near-tokens', make: repeat(`${badJson}%252Ee30%252EAA `) },
  { name: 'encoded parameters', make: repeat(`a=${header}%2Ee30%2EAA&`) },
  { name: 'entities', make: repeat('&#46;') },
  { name: 'headers with entities', make: repeat(`${header}&#46;`) },
  { name: 'entities in near-tokens', make: repeat(`${badJson}&#46;e30&#46;AA `) },
  { name: 'ampersands', make: repeat(`${header}&`) },
  { name: 'invisible characters', make: repeat('a\u200B') },
  { name: 'invisible characters in tokens', make: repeat(`ey\u200BJhbGciOiJub25lIn0.e30. `) },
  { name: 'invisible characters alone', make: repeat('\u200B') },
  { name: 'letters beyond ASCII', make: repeat('\u00E9\u{1F511}eyJhbGciOiJub25l ') },
  { name: 'lone surrogates', make: repeat('\uD800') },
  { name: 'health cards', make: repeat('shc:/1 ') },
  { name: 'chunks of health cards', make: number((index) => `shc:/1/${(index % 900) + 1}/5676 `) },
  { name: 'one health card', make: around('shc:/', repeat('5676')) },
  { name: 'one health card in lines', make: around('shc:/', repeat('5676\n')) },
  { name: 'near-tokens in health cards', make: repeat(`shc:/${'5676'.repeat(50)} `) },
  { name: 'slashes in health cards', make: repeat('shc:/1/1/1\n1/') },
  // Text between the letters of tokens.
  { name: 'tags in a near-token', make: around(header, repeat('<b>')) },
  { name: 'tags in near-tokens', make: repeat(`${header}<b>`) },
  { name: 'unclosed tags in near-tokens', make: repeat(`${header}<b `) },
  { name: 'spaces between tags', make: around(header, repeat(`<b>${' '.repeat(40)}`)) },
  { name: 'spaces in a tag', make: around(`${header}<b`, repeat(' ')) },
  { name: 'tags in tokens', make: number((index) => `${header}.<b>${encode({ index })}.</b>AA`, ' ') },
  { name: 'dashes in a near-token', make: around(header, repeat('\u2014')) },
  { name: 'dashes in near-tokens', make: repeat(`${header}\u2014.e30.AA `) },
  { name: 'colors in a near-token', make: around(header, repeat('\x1b[0m')) },
  { name: 'colors in near-tokens', make: repeat(`${header}\x1b[0m. `) },
  { name: 'escapes in a near-token', make: around(header, repeat('\\x2e')) },
  { name: 'escapes in near-tokens', make: repeat(`${header}=2E `) },
  { name: 'equals signs in a near-token', make: around(`${header}=2E`, repeat('=')) },
  { name: 'strings in a near-token', make: around(`"${header}`, repeat('" + "')) },
  { name: 'strings in near-tokens', make: repeat(`"${header}" + "`) },
  { name: 'spaces in strings', make: repeat(`"${header}"${' '.repeat(40)}+${' '.repeat(40)}`) },
  {
    name: 'numbered headers in strings',
    make: number((index) => `"${encode({ alg: 'HS256', index })}"`, ' + '),
  },
  // Objects of programming languages.
  { name: 'objects with single quotes', make: repeat(`{'protected': '${header}', 'signature': 'AA'}, `) },
  { name: 'quotes after an object', make: around(`{'protected': '${header}'`, repeat("'")) },
  { name: 'escaped quotes after an object', make: around(`{'protected': '${header}'`, repeat('"\\')) },
  { name: 'names after an object', make: around(`{'protected': '${header}'`, repeat(',a:')) },
  { name: 'letters after an object', make: around(`{'protected': '${header}',`, repeat('a')) },
  { name: 'spaces after an object', make: around(`{'protected': '${header}'`, repeat(',  ')) },
  // Floods of one character.
  { name: 'dots', make: repeat('.') },
  { name: 'quotes', make: repeat('"') },
  { name: 'backslashes', make: around('"', repeat('\\')) },
  { name: 'backslashes before a token', make: around('"', repeat('\\'), `${token}"`) },
  { name: 'quotes and backslashes', make: repeat('\\"') },
  { name: 'quotes around headers', make: repeat(`"${header}"`) },
  { name: 'spaces', make: repeat(' ') },
  { name: 'spaces between letters', make: repeat('a ') },
  { name: 'line breaks in a header', make: around('eyJ', repeat('\n'), 'hbGciOiJub25lIn0.e30.') },
  { name: 'brackets', make: repeat('<(["') },
  { name: 'commas', make: around('eyJhbGciOiJub25lIn0.e30.', repeat(',')) },
  { name: 'slashes', make: repeat('/') },
  { name: 'equals signs', make: around('a.0=', repeat('=')) },
  { name: 'tildes', make: repeat('~') },
  // Cookies and JSON serialization.
  { name: 'chunks of a cookie', make: number((index) => `n.${index}=${header}`, '; ') },
  { name: 'first chunks', make: number((index) => `n${index}.0=${header}`, '; ') },
  { name: 'sets of two chunks', make: number((index) => `n${index}.0=${header}; n${index}.1=.e30.AA`, '; ') },
  { name: 'one set of chunks again and again', make: repeat(`n.0=${header}; n.1=.e30.AB; `) },
  { name: 'halves of tokens', make: repeat(`jwt_hp=${header}.e30; jwt_s=AA; `) },
  { name: 'halves of near-tokens', make: repeat(`jwt_hp=${badJson}.e30; jwt_s=AA; `) },
  { name: 'names of cookies', make: around('n.0=eyJ; ', repeat('n'), '=1') },
  { name: 'signatures', make: repeat('"signature":"AAAAAAAAAAAAAAAAAAAA",') },
  { name: 'signatures in objects', make: repeat('{"signature":"AAAAAAAAAAAAAAAAAAAA"},') },
  { name: 'signatures in braces', make: repeat('{{{{"signature":"AAAAAAAAAAAAAAAAAAAA",') },
  {
    name: 'almost JSON serializations',
    make: repeat(`{"protected":"${header}","payload":1,"signature":"AA"},`),
  },
  {
    name: 'almost JSON serializations in text',
    make: around('x ', repeat(`{"protected":"${badJson}","payload":"e30","signature":"AA"} `)),
  },
  {
    name: 'JSON serializations',
    make: around('[', repeat(`{"protected":"${header}","payload":"e30","signature":"AA"},`), '0]'),
  },
  {
    name: 'nested JSON serializations',
    make: (length) => repeat('{"payload":"e30","signature":"AA","header":')(length),
  },
  {
    name: 'JSON serializations in JSON serializations',
    make: repeat(`${'{"signature":"AAAAAAAAAAAAAAAAAAAA","a":'.repeat(30)}1${'}'.repeat(30)} `),
  },
  {
    name: 'JSON serializations with many signatures',
    make: repeat(
      `{"payload":"e30","signatures":[${`{"protected":"${header}","signature":"AA"},`.repeat(90)}{"protected":"${badJson}","signature":"AA"}]} `,
    ),
  },
  { name: 'hex', make: repeat(Buffer.from(header).toString('hex')) },
  { name: 'hex of header starts', make: repeat(Buffer.from(`${header} `).toString('hex')) },
  { name: 'hex of broken tokens', make: repeat(Buffer.from(`${badJson}.e30.AA `).toString('hex')) },
  { name: 'escaped bytes', make: repeat(String.raw`\x65\x79\x4a`) },
  { name: 'numbers without an end', make: around('[', repeat('101, ')) },
  { name: 'numbers with many starts', make: repeat(`[${'101, '.repeat(40)}`) },
  { name: 'numbers of white space', make: around('[', repeat(`101${' '.repeat(20)}`)) },
  { name: 'comments in numbers', make: around('[', repeat('101, 102, /* a */ 103, '), ']') },
  { name: 'starts of comments in numbers', make: around(`[${'101, '.repeat(9)}`, repeat(' /*')) },
  { name: 'lists of header starts', make: repeat(`[${[...Buffer.from(`${header} `)].join(', ')}] `) },
  { name: 'zero bytes', make: repeat('\0') },
  { name: 'zero bytes between letters', make: repeat('e\0y\0J\0') },
  { name: 'zero bytes in headers', make: repeat(`${header.replace(/./g, '$&\0')} \0`) },
  { name: 'values of a registry', make: repeat('"a"=hex(1):65,00,79,00,\\\r\n  ') },
  { name: 'one value of a registry', make: around('"a"=hex(1):', repeat('65,00,79,00,\\\r\n  ')) },
  { name: 'base64 of UTF-16', make: repeat('ZQB5AEoA') },
  { name: 'lines of a dump', make: repeat(`00000000  ${'65 79 4a 68 '.repeat(4)} |eyJheyJheyJheyJh|\n`) },
  {
    name: 'lines of a dump with offsets',
    make: number(
      (index) => `${(16 * index).toString(16).padStart(8, '0')}  ${'65 79 4a 68 '.repeat(4)}`,
      '\n',
    ),
  },
];
