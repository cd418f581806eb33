import type { HttpExchange, PanelSession } from '../../traffic';

/** A request as the log stores it; undefined if the log has evicted it. */
export async function readExchange(
  call: PanelSession['call'],
  exchangeId: string,
): Promise<HttpExchange | undefined> {
  const result = await call('exchange', { exchangeId });
  return result.ok && result.value.kind === 'http' ? result.value : undefined;
}
