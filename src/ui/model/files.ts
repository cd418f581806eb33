import { signal, type ReadonlySignal } from '@preact/signals';
import type { FeedMessage, FeedRequest, SaveFormat } from '../../traffic';
import type { Clock } from './clock';
import { offerDownload } from '../components/offer-download';

export interface FilesOptions {
  readonly send: (request: FeedRequest) => void;
  readonly clock: Clock;
  /** The file could not be written. */
  readonly onFailed: () => void;
}

/** Saving what is held, and showing a file in its place. Reads and writes nothing itself: the log's owner does. */
export interface FilesModel {
  /** `asking`: the person is told what the file would hold. `writing`: it was asked for. */
  readonly saving: ReadonlySignal<'asking' | 'writing' | undefined>;
  /** Asks, or takes the question back. Does nothing while a file is being written. */
  toggleAsking(): void;
  save(format: SaveFormat): void;
  /** Hands what was written to the person. */
  saved(message: Extract<FeedMessage, { type: 'saved' }>): void;
  /** Does nothing without files. */
  open(files: readonly File[]): void;
  close(): void;
  /** Stops opening files, or takes note that they couldn't be read. */
  dismiss(): void;
  end(): void;
}

/** The browser has taken the file by then; for as long as the URL lives, so does the copy in memory. */
const revokedAfterMs = 60_000;

export function createFiles({ send, clock, onFailed }: FilesOptions): FilesModel {
  const saving = signal<'asking' | 'writing' | undefined>(undefined);
  const offered = new Map<() => void, () => void>();
  return {
    saving,
    toggleAsking() {
      if (saving.peek() !== 'writing') saving.value = saving.peek() === undefined ? 'asking' : undefined;
    },
    save(format) {
      saving.value = 'writing';
      send({ type: 'save', format });
    },
    saved({ format, content }) {
      saving.value = undefined;
      if (content === undefined) return onFailed();
      const revoke = offerDownload(content, nameFile(format, clock.nowMs()));
      const stop = clock.after(revokedAfterMs, () => {
        offered.delete(revoke);
        revoke();
      });
      offered.set(revoke, stop);
    },
    open(files) {
      if (files.length > 0) send({ type: 'open files', files });
    },
    close: () => send({ type: 'close files' }),
    dismiss: () => send({ type: 'dismiss files' }),
    end() {
      for (const [revoke, stop] of offered) {
        stop();
        revoke();
      }
    },
  };
}

/** By the machine's own clock, as the person will look for it: `jwt-devtools-2026-09-21-1405.har`. */
function nameFile(format: SaveFormat, nowMs: number): string {
  const at = new Date(nowMs);
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join('-');
  const time = [at.getHours(), at.getMinutes()].map(twoDigits).join('');
  return `jwt-devtools-${day}-${time}.${format}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
