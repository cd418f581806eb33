const INTERVAL_MS = 25;
const TIMEOUT_MS = 30_000;

type Nothing = undefined | null | false | '' | 0;

/**
 * Calls the probe until it returns a truthy value, and returns that; a probe that throws is called again. Throws after
 * the deadline, with what was awaited and the probe's last error.
 */
export async function waitUntil<T>(
  awaited: string,
  probe: () => T | Promise<T>,
  timeoutMs = TIMEOUT_MS,
): Promise<Exclude<T, Nothing>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    let failure: unknown;
    try {
      const result = await probe();
      if (result) return result as Exclude<T, Nothing>;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`Waited ${timeoutMs} ms in vain: ${awaited}`, { cause: failure });
    }
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }
}
