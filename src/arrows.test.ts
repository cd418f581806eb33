import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = dirname(new URL(import.meta.url).pathname);
const rooms = ['token', 'traffic', 'capture', 'ui', 'entry'] as const;
type Room = (typeof rooms)[number];

/** Who may import whom; a room with a door is entered by it alone. */
const allowed: Record<Room, readonly Room[]> = {
  token: [],
  traffic: ['token'],
  capture: ['traffic'],
  ui: ['traffic', 'token'],
  entry: ['ui', 'capture', 'traffic', 'token'],
};
const doors: readonly Room[] = ['token', 'traffic', 'ui'];
const packages: Record<Room, RegExp> = {
  token:
    /^(jose|jsonc-parser|entities|@peculiar\/(x509|asn1-[\w-]+)|micro-rsa-dsa-dh\/rsa\.js|@noble\/(curves|hashes|ciphers|post-quantum)\/[\w.-]+)$/,
  traffic: /^$/,
  capture: /^webextension-polyfill$/,
  ui: /^(preact(\/(hooks|jsx-runtime))?|@preact\/signals|@tanstack\/virtual-core)$/,
  entry: /^(webextension-polyfill|preact|@preact\/signals)$/,
};

interface Import {
  readonly file: string;
  readonly room: Room;
  readonly specifier: string;
}

function readImports(): Import[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(?:test|fixture)\.tsx?$|\.d\.ts$/.test(name))
    .flatMap((name) => {
      const room = rooms.find((candidate) => name.startsWith(`${candidate}/`));
      if (room === undefined) throw new Error(`${name} stands in no room`);
      const text = readFileSync(join(src, name), 'utf8');
      return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => ({
        file: name,
        room,
        specifier: match[1] ?? '',
      }));
    });
}

function faultOf({ file, room, specifier }: Import): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  if (!bare.startsWith('.')) return packages[room].test(bare) ? undefined : `${room} may not use ${bare}`;
  const target = relative(src, resolve(src, dirname(file), bare));
  const targetRoom = rooms.find((candidate) => target === candidate || target.startsWith(`${candidate}/`));
  if (targetRoom === undefined) return `${bare} is in no room`;
  if (targetRoom === room) return undefined;
  if (!allowed[room].includes(targetRoom)) return `${room} may not import ${targetRoom}`;
  if (doors.includes(targetRoom) && target !== targetRoom && !target.endsWith('.css')) {
    return `${targetRoom} is entered by its door only`;
  }
  return undefined;
}

describe('the arrows between the rooms', () => {
  const imports = readImports();

  it('names each forbidden kind of import', () => {
    const fault = (room: Room, specifier: string) => faultOf({ file: `${room}/a.ts`, room, specifier });
    expect(fault('token', '../traffic')).toBe('token may not import traffic');
    expect(fault('ui', '../capture/har')).toBe('ui may not import capture');
    expect(fault('capture', '../ui')).toBe('capture may not import ui');
    expect(fault('traffic', '../token/decode')).toBe('token is entered by its door only');
    expect(fault('ui', 'webextension-polyfill')).toBe('ui may not use webextension-polyfill');
    expect(fault('traffic', '../token')).toBeUndefined();
  });

  it('sees imports in every room, so that the next test can fail', () => {
    expect(new Set(imports.map(({ room }) => room))).toEqual(new Set(rooms));
  });

  it('points only where the house allows', () => {
    const faults = imports.flatMap((found) => {
      const fault = faultOf(found);
      return fault === undefined ? [] : [`${found.file}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });
});
