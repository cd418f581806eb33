import type { HttpExchange } from '../../../traffic';
import { isOrigin } from '../../protocol/watch-messages';
import { evaluate } from './page-answer';
import { nativePrelude } from './page-natives';

/** Frames of one document that are looked at. */
const maxFrames = 200;
const maxSrcLength = 2_048;

/**
 * The http and https origins of the frames in the top frame's document, its own among them; undefined when the page
 * couldn't be asked. Doesn't see frames within frames of other origins.
 */
export async function readFrameOrigins(): Promise<ReadonlySet<string> | undefined> {
  const answer = await evaluate(expression);
  if (answer.kind !== 'value') return undefined;
  const urls: readonly unknown[] = Array.isArray(answer.value) ? answer.value.slice(0, maxFrames) : [];
  return new Set(urls.map(originOf).filter((origin) => origin !== undefined));
}

/** The origin of a frame whose document this request fetches, as browsers say it to https and loopback (Fetch Metadata §2.1). */
export function frameOriginOf({ url, requestHeaders }: HttpExchange): string | undefined {
  const destination = requestHeaders.find(({ name }) => name.toLowerCase() === 'sec-fetch-dest')?.value;
  return destination === 'iframe' || destination === 'frame' ? originOf(url) : undefined;
}

function originOf(url: unknown): string | undefined {
  if (typeof url !== 'string' || url.length > maxSrcLength || !URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  return isOrigin(origin) ? origin : undefined;
}

const expression = `(() => {${nativePrelude}
  const found = call(Document.prototype, 'querySelectorAll', document, ['iframe, frame']);
  const urls = [];
  for (let index = 0; index < ${maxFrames}; index += 1) {
    const frame = found && own(found, index);
    if (frame === undefined) break;
    const src = get(HTMLIFrameElement.prototype, 'src', frame);
    urls[index] = typeof src === 'string' && src.length <= ${maxSrcLength} ? src : '';
  }
  return urls;
})()`;
