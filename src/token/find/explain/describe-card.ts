import { finish } from '../../steps';
import { listCards, mayContainCard } from '../health-cards';
import { Work } from '../search-work';
import { type Missing, createMissing } from './missing';

const CHUNKS_SHOWN = 20;

/** Recognizes the QR code of a SMART Health Card that is incomplete or damaged. */
export function describeCard(text: string): Missing | undefined {
  const card = mayContainCard(text) ? finish(listCards(text, new Work(text.length)))[0] : undefined;
  if (card === undefined) return undefined;
  const missing = Array.from({ length: card.total }, (_, index) => index + 1).filter(
    (index) => !card.chunks.has(index),
  );
  return missing.length === 0
    ? createMissing('health_card')
    : createMissing('health_card_chunk', missing.slice(0, CHUNKS_SHOWN), card.total);
}
