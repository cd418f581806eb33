// WCAG 2.2, 1.4.3: each text color of the palette is readable on each background that rows with such text can have.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const read = (name: string) => readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
const lightDark = /light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/;

/** The colors of a custom property, light and dark. */
const palette = new Map(
  [...read('base.css').matchAll(new RegExp(`^  --([\\w-]+): ${lightDark.source};`, 'gm'))]
    // Those of `prefers-contrast` are indented further.
    .map(([, name = '', light = '', dark = '']) => [name, [light, dark]] as const),
);

/** The backgrounds of the rows that a search or the encoded text marks. */
const marked = [...read('members.css').matchAll(new RegExp(`background: ${lightDark.source}`, 'g'))].map(
  ([, light = '', dark = '']) => [light, dark] as const,
);

function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(first: string, second: string): number {
  const [dark = 0, light = 0] = [luminanceOf(first), luminanceOf(second)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const textColors = ['text', 'text-quiet', 'focus', 'valid', 'warning', 'wrong', 'unknown'];
const partColors = ['part-header', 'part-payload', 'part-signature'];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the palette, %s', (_, theme) => {
  const colorOf = (name: string) => palette.get(name)?.[theme] ?? 'missing';
  const backgrounds = ['background', 'background-bar', 'background-hover', 'background-selected'].map(
    colorOf,
  );
  const rows = [...backgrounds, ...marked.map((pair) => pair[theme])];

  it.each([...textColors, ...partColors])('has a readable color %s', (name) => {
    for (const background of rows) {
      expect(contrastOf(colorOf(name), background), background).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('has readable text on a selected row of a list without the focus', () => {
    for (const name of textColors)
      expect(contrastOf(colorOf(name), colorOf('background-selected-away')), name).toBeGreaterThanOrEqual(
        4.5,
      );
  });

  it('has visible lines around controls', () => {
    for (const background of backgrounds)
      expect(contrastOf(colorOf('line-strong'), background), background).toBeGreaterThanOrEqual(3);
  });
});

it('has both kinds of marked rows', () => expect(marked).toHaveLength(2));
