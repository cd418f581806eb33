import browser from 'webextension-polyfill';

/** DevTools' list of the document's resources can be long, and DevTools responds late while it's busy. */
const responseDeadlineMs = 5_000;

interface Resource {
  readonly url: string;
  getContent(callback: (text: unknown, encoding: unknown) => void): void;
}

/** `getResources` exists only in Chrome and isn't in the polyfill's types. */
type InspectedWindow = typeof browser.devtools.inspectedWindow & {
  readonly getResources?: (callback: (resources: readonly Resource[]) => void) => void;
};

let listing: Promise<readonly Resource[]> | undefined;

/**
 * Chrome: `inspectedURLChanged` in DevTools' ExtensionAPI forgets every request reported so far, even when a page only
 * rewrites its URL with `history.replaceState`. Pages often do so right after a sign-in's token response, whose body
 * then can't be read through its request. DevTools still lists it among the document's resources, by URL alone, so it's
 * used only if its size is that of the response. Undefined if there is none, and in Firefox.
 */
export async function readForgottenBody({
  url,
  sizeBytes,
}: {
  readonly url: string;
  readonly sizeBytes: number;
}): Promise<string | undefined> {
  // Requests that were forgotten together share one listing.
  listing ??= listResources().finally(() => {
    listing = undefined;
  });
  const resource = (await listing).find((listed) => listed.url === url);
  if (resource === undefined) return undefined;
  const text = await promiseOf<unknown>((callback) => resource.getContent(callback));
  const isSame = typeof text === 'string' && new TextEncoder().encode(text).length === sizeBytes;
  return isSame ? text : undefined;
}

async function listResources(): Promise<readonly Resource[]> {
  const { getResources }: InspectedWindow = browser.devtools.inspectedWindow;
  return getResources === undefined ? [] : ((await promiseOf<readonly Resource[]>(getResources)) ?? []);
}

function promiseOf<T>(ask: (callback: (value: T) => void) => void): Promise<T | undefined> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => resolve(undefined), responseDeadlineMs);
    ask((value) => {
      clearTimeout(deadline);
      resolve(value);
    });
  });
}
