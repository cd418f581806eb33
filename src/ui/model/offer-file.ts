import { offerDownload } from '../components/offer-download';
import type { Clock } from './clock';

/** By then the browser has saved the file. Until the URL is revoked, the file stays in memory. */
const revokedAfterMs = 60_000;

/** Offers a file as a download until the panel ends. `ending` follows the dot in its name. */
export function offerFile(content: Blob, ending: string, clock: Clock, ended: AbortSignal) {
  const revoke = offerDownload(content, nameFile(ending, clock.nowMs()));
  const stop = clock.after(revokedAfterMs, () => {
    ended.removeEventListener('abort', end);
    revoke();
  });
  const end = () => {
    stop();
    revoke();
  };
  ended.addEventListener('abort', end);
}

/** Named by local time, such as `jwt-devtools-2026-09-21-1405.sanitized.har`. */
function nameFile(ending: string, nowMs: number): string {
  const at = new Date(nowMs);
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join('-');
  const time = [at.getHours(), at.getMinutes()].map(twoDigits).join('');
  return `jwt-devtools-${day}-${time}.${ending}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
