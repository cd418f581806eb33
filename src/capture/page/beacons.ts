import { addText, noTexts } from './call-text';
import type { CallFacts } from './call-arguments';
import { argumentAt, createUrlReader, isInstance } from './page-objects';
import { apply } from './primordials';

/** Returns undefined for a beacon without token-shaped text. */
export type BeaconReader = (args: ArrayLike<unknown>) => CallFacts | undefined;

/**
 * Reads the arguments of `navigator.sendBeacon`: the URL, and data that is text or form fields. A `Blob` can only be read
 * asynchronously, when the page may be gone, so it's counted as not read. Other binary data isn't read at all.
 */
export function createBeaconReader(world: Window & typeof globalThis): BeaconReader {
  const fieldsKind = world.URLSearchParams.prototype;
  const { toString } = fieldsKind;
  const blobKind = world.Blob.prototype;
  const urls = createUrlReader(world);
  return (args) => {
    const url = urls.textOf(argumentAt(args, 0));
    const data = argumentAt(args, 1);
    const text = isInstance(data, fieldsKind) ? apply(toString, data, []) : data;
    let texts = typeof url === 'string' ? addText(noTexts, 'request url', '', url) : noTexts;
    if (typeof text === 'string') texts = addText(texts, 'request body', '', text);
    else if (isInstance(data, blobKind)) texts = { ...texts, leftOut: texts.leftOut + 1 };
    return texts === noTexts ? undefined : { method: 'POST', url: urls.resolve(url), texts };
  };
}
