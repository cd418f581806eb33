import { signal } from '@preact/signals';
import { loadLookalikeCheck, type HostTrick } from '../../token';

type HostCheck = (host: string) => HostTrick | undefined;

const hostCheck = signal<HostCheck | undefined>(undefined);
let loading: Promise<void> | undefined;

/** Loads the check once, on first use: most users never see a host that needs it. */
export function loadHostCheck(): Promise<void> {
  loading ??= loadLookalikeCheck().then((loaded) => {
    hostCheck.value = loaded;
  });
  return loading;
}

/**
 * Why a host can be mistaken for another one. Undefined until the check is loaded; components that called this then
 * render again.
 */
export function checkHost(host: string): HostTrick | undefined {
  if (hostCheck.value === undefined) void loadHostCheck();
  return hostCheck.value?.(host);
}
