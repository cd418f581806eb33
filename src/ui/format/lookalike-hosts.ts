import { signal } from '@preact/signals';
import { loadLookalikeCheck, type HostTrick } from '../../token';

type Judge = (host: string) => HostTrick | undefined;

const judge = signal<Judge | undefined>(undefined);
let loading: Promise<void> | undefined;

/** Loads the judge, once. Most people never see a host beyond ASCII. */
export function awaitHostCheck(): Promise<void> {
  loading ??= loadLookalikeCheck().then((loaded) => {
    judge.value = loaded;
  });
  return loading;
}

/** Why a host can be mistaken for another one; undefined until the judge is loaded, and then drawn anew. */
export function checkHost(host: string): HostTrick | undefined {
  if (judge.value === undefined) void awaitHostCheck();
  return judge.value?.(host);
}
