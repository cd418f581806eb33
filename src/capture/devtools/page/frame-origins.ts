import type { HttpExchange } from '../../../traffic';
import { isOrigin } from '../../protocol/watch-messages';
import { evaluate } from './evaluate';
import { nativePrelude } from './page-natives';
import { maxFrameUrlLength, maxReadFrames } from '../limits';

/**
 * The http and https origins of the frames in the top frame's document; undefined if the page couldn't be read. Doesn't
 * include frames nested in frames of other origins.
 */
export async function readFrameOrigins(): Promise<ReadonlySet<string> | undefined> {
  const result = await evaluate(expression);
  if (result.kind !== 'value') return undefined;
  const urls: readonly unknown[] = Array.isArray(result.value) ? result.value.slice(0, maxReadFrames) : [];
  return new Set(urls.map(originOf).filter((origin) => origin !== undefined));
}

/** The origin of a frame whose document this request fetches, according to `Sec-Fetch-Dest` (Fetch Metadata §2.1). */
export function frameOriginOf({ url, requestHeaders }: HttpExchange): string | undefined {
  const destination = requestHeaders.find(({ name }) => name.toLowerCase() === 'sec-fetch-dest')?.value;
  return destination === 'iframe' || destination === 'frame' ? originOf(url) : undefined;
}

function originOf(url: unknown): string | undefined {
  if (typeof url !== 'string' || url.length > maxFrameUrlLength || !URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  return isOrigin(origin) ? origin : undefined;
}

const expression = `(() => {${nativePrelude}
  const found = call(Document.prototype, 'querySelectorAll', document, ['iframe, frame']);
  const urls = [];
  for (let index = 0; index < ${maxReadFrames}; index += 1) {
    const frame = found && own(found, index);
    if (frame === undefined) break;
    const src = get(HTMLIFrameElement.prototype, 'src', frame);
    urls[index] = typeof src === 'string' && src.length <= ${maxFrameUrlLength} ? src : '';
  }
  return urls;
})()`;
