import browser from 'webextension-polyfill';

/** DevTools' list of the document's resources can be long, and it answers late while it is busy. */
const answerDeadlineMs = 5_000;

interface Resource {
  readonly url: string;
  getContent(answered: (text: unknown, encoding: unknown) => void): void;
}

/** `getResources` is Chrome's own and in no type. */
type InspectedWindow = typeof browser.devtools.inspectedWindow & {
  readonly getResources?: (answered: (resources: readonly Resource[]) => void) => void;
};

let listing: Promise<readonly Resource[]> | undefined;

/**
 * Chrome: `inspectedURLChanged` in DevTools' ExtensionAPI forgets every request told so far, also when a page only
 * rewrites its URL with `history.replaceState`. A sign-in does so right after its token response, whose body can then
 * no longer be asked for by its request. DevTools still lists it among the document's resources, by URL alone; so it
 * is taken only where its size is that of the answer. Undefined where there is none such, and in Firefox.
 */
export async function readForgottenBody({
  url,
  sizeBytes,
}: {
  readonly url: string;
  readonly sizeBytes: number;
}): Promise<string | undefined> {
  // Those forgotten together ask together.
  listing ??= listResources().finally(() => {
    listing = undefined;
  });
  const resource = (await listing).find((listed) => listed.url === url);
  if (resource === undefined) return undefined;
  const text = await answerOf<unknown>((answered) => resource.getContent(answered));
  const isSame = typeof text === 'string' && new TextEncoder().encode(text).length === sizeBytes;
  return isSame ? text : undefined;
}

async function listResources(): Promise<readonly Resource[]> {
  const { getResources }: InspectedWindow = browser.devtools.inspectedWindow;
  return getResources === undefined ? [] : ((await answerOf<readonly Resource[]>(getResources)) ?? []);
}

function answerOf<T>(ask: (answered: (value: T) => void) => void): Promise<T | undefined> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => resolve(undefined), answerDeadlineMs);
    ask((value) => {
      clearTimeout(deadline);
      resolve(value);
    });
  });
}
