import { carry, nothingReported } from './call-text';
import type { CallFacts } from './call-arguments';
import { argumentAt, createUrlReader, isKind } from './page-objects';
import { apply } from './primordials';

/** Answers undefined for a beacon that contains nothing of a token's shape. */
export type BeaconReader = (args: ArrayLike<unknown>) => CallFacts | undefined;

/**
 * Reads what a page hands to `navigator.sendBeacon`: the URL, and data that is text or a form's fields. A `Blob` can
 * only be read later, when the page may be gone, so it's counted as not read; other binary data isn't read at all.
 */
export function createBeaconReader(world: Window & typeof globalThis): BeaconReader {
  const fieldsKind = world.URLSearchParams.prototype;
  const { toString } = fieldsKind;
  const blobKind = world.Blob.prototype;
  const urls = createUrlReader(world);
  return (args) => {
    const url = urls.textOf(argumentAt(args, 0));
    const data = argumentAt(args, 1);
    const text = isKind(data, fieldsKind) ? apply(toString, data, []) : data;
    let carried = typeof url === 'string' ? carry(nothingReported, 'request url', '', url) : nothingReported;
    if (typeof text === 'string') carried = carry(carried, 'request body', '', text);
    else if (isKind(data, blobKind)) carried = { ...carried, leftOut: carried.leftOut + 1 };
    return carried === nothingReported ? undefined : { method: 'POST', url: urls.resolve(url), carried };
  };
}
