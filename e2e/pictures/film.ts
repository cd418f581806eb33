import type { Locator, Page } from 'playwright';
import sharp from 'sharp';

/** Screenshots of a page and its docked DevTools, in turn, with the mouse pointer where the story clicks. */
export interface Film {
  /** Takes a screenshot that's shown this long. */
  hold(ms: number): Promise<void>;
  /** Moves the pointer to the element and clicks it. */
  click(target: Locator): Promise<void>;
  /** Encodes an animated WebP that repeats. */
  encode(): Promise<Buffer>;
}

interface Point {
  readonly x: number;
  readonly y: number;
}
interface FilmFrame {
  readonly screenshot: Buffer;
  readonly pointer: Point;
  readonly isPressed: boolean;
  readonly ms: number;
}

const moves = 4;
const moveMs = 60;
const pressMs = 200;
const pointerSize = 40;

/** Begins a film. Both pages have the same width, and the page is above DevTools, as in the browser's window. */
export function createFilm(page: Page, devtools: Page, start: Point): Film {
  const frames: FilmFrame[] = [];
  let pointer = start;

  const take = async () =>
    sharp(await devtools.screenshot())
      .composite([{ input: await page.screenshot(), top: 0, left: 0 }])
      .png({ compressionLevel: 1 })
      .toBuffer();

  return {
    async hold(ms) {
      frames.push({ screenshot: await take(), pointer, isPressed: false, ms });
    },
    async click(target) {
      await target.scrollIntoViewIfNeeded();
      const box = await target.boundingBox();
      if (box === null) throw new Error('The element to click has no box');
      const from = pointer;
      const to = { x: box.x + Math.min(box.width / 2, 60), y: box.y + box.height / 2 };
      const before = await take();
      for (let move = 1; move < moves; move += 1) {
        const share = (1 - Math.cos((Math.PI * move) / moves)) / 2;
        pointer = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
        frames.push({ screenshot: before, pointer, isPressed: false, ms: moveMs });
      }
      pointer = to;
      const position = { x: to.x - box.x, y: to.y - box.y };
      await target.hover({ position });
      frames.push({ screenshot: await take(), pointer, isPressed: true, ms: pressMs });
      await target.click({ position });
    },
    async encode() {
      const scale = await page.evaluate(() => devicePixelRatio);
      const images: Buffer[] = [];
      let shape = { width: 0, height: 0 };
      for (const { screenshot, pointer: at, isPressed } of frames) {
        const drawn = { input: drawPointer(isPressed, scale), ...cornerOf(at, scale) };
        const image = sharp(screenshot).composite([drawn]).removeAlpha().raw();
        const { data, info } = await image.toBuffer({ resolveWithObject: true });
        images.push(data);
        shape = { width: info.width, height: info.height };
      }
      // The frames of an animation are one image, one below the other.
      const height = shape.height * frames.length;
      const raw = { width: shape.width, height, channels: 3, pageHeight: shape.height } as const;
      return sharp(Buffer.concat(images), { raw })
        .webp({ lossless: true, effort: 4, minSize: true, loop: 0, delay: frames.map(({ ms }) => ms) })
        .toBuffer();
    },
  };
}

/** A screenshot doesn't contain the mouse pointer. Its tip is in the middle of the drawing. */
function drawPointer(isPressed: boolean, scale: number): Buffer {
  const press = isPressed ? '<circle cx="20" cy="20" r="16" fill="#1a73e8" fill-opacity="0.35"/>' : '';
  const arrow = 'M20 20v17l4-4 3 7 3-1.3-3-6.7h6z';
  const size = pointerSize * scale;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${pointerSize} ${pointerSize}">${press}<path d="${arrow}" fill="#000" stroke="#fff" stroke-width="1.5" stroke-linejoin="round"/></svg>`,
  );
}

function cornerOf({ x, y }: Point, scale: number): { readonly left: number; readonly top: number } {
  const tip = pointerSize / 2;
  return { left: Math.round((x - tip) * scale), top: Math.round((y - tip) * scale) };
}
