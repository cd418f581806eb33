import { createDecoder } from 'fast-jwt';
import jsonwebtoken from 'jsonwebtoken';
import type { decode as decodeToken } from '../src/token/decode/decode';
import { importBuilt } from './file-build';
import { createContenders, listReaders, tokenSets, type Read } from './decode-work';
import { compare } from './paired';

const fastJwt = createDecoder({ complete: true });

/** Contenders that need Node's Buffer. */
const nodeReaders: Readonly<Record<string, Read>> = {
  'fast-jwt': (token) => {
    const { header, payload } = fastJwt(token) as { header: object; payload: object };
    return [header, payload];
  },
  jsonwebtoken: (token) => {
    const decoded = jsonwebtoken.decode(token, { complete: true });
    if (decoded === null || typeof decoded.payload === 'string') throw new Error('not decoded');
    return [decoded.header, decoded.payload];
  },
  'the floor (Buffer, JSON.parse)': (token) => {
    const [header = '', payload = ''] = token.split('.', 2);
    return [parse(header), parse(payload)];
  },
};

function parse(part: string): object {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
}

/** `npm run bench`: decoding, compared with common decoders and with the minimum that any must do. */
export async function bench(): Promise<void> {
  const { decode } = await importBuilt<{ decode: typeof decodeToken }>('src/token/decode/decode.ts');
  for (const set of tokenSets) {
    const [ours, ...peers] = createContenders({ ...listReaders(decode), ...nodeReaders }, set);
    if (ours === undefined) continue;
    compare(`decode, 500 tokens of ${set.name} (goal: 1×)`, ours, peers, set.tokens.length);
  }
}
