import type { Exchange } from '../exchange/exchange';
import type { Sighting } from '../exchange/sighting';
import type { TextPool } from './text-interner';

/** The same sightings with texts that are held already, in the exchange or elsewhere: they are most of their weight. */
export function shareTexts(
  sightings: readonly Sighting[],
  exchange: Exchange,
  pool: TextPool,
): readonly Sighting[] {
  const id = exchange.id;
  return sightings.map((sighting) => ({
    ...sighting,
    exchangeId: sighting.exchangeId === id ? id : sighting.exchangeId,
    method: pool.text(sighting.method),
    url: pool.text(sighting.url),
    name: pool.text(sighting.name),
    path: sighting.path.length === 0 ? noPath : sighting.path.map((step) => pool.text(step)),
  }));
}

const noPath: readonly string[] = [];
