import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { OpenFile, PanelCommand, PanelSession, SaveFormat, SessionState } from '../../traffic';
import { offerDownload } from '../components/offer-download';
import type { Clock } from './clock';

export interface FilesOptions {
  readonly call: PanelSession['call'];
  readonly send: (command: PanelCommand) => void;
  readonly clock: Clock;
  /** The file couldn't be written, or files couldn't be opened. */
  readonly onFailed: (what: 'save' | 'open') => void;
  readonly ended: AbortSignal;
}

/** Saving what is captured, and showing files in its place. The session reads and writes them. */
export interface FilesModel {
  /** The files that are shown instead of the live log; empty while it's shown. */
  readonly shown: ReadonlySignal<readonly OpenFile[]>;
  /** Files of which nothing is shown: they are being read, or couldn't be. */
  readonly opening: ReadonlySignal<readonly OpenFile[]>;
  /** `Authorization` and cookies aren't in the file that is shown: a request without a token proves nothing. */
  readonly isRedacted: ReadonlySignal<boolean>;
  /** `asking`: the person is shown what the file would contain. `writing`: it's being written. */
  readonly saving: ReadonlySignal<'confirming' | 'writing' | undefined>;
  /** Asks, or takes the question back. Does nothing while a file is being written. */
  toggleConfirmation(): void;
  save(format: SaveFormat): void;
  /** Does nothing without files. */
  open(files: readonly File[]): void;
  close(): void;
  /** Stops opening files, or removes the message that they couldn't be read. */
  dismiss(): void;
}

/** The browser has taken the file by then; for as long as the URL lives, so does the copy in memory. */
const revokedAfterMs = 60_000;

/** The slice, and what only the panel's model does with it. */
export function createFiles({ call, send, clock, onFailed, ended }: FilesOptions) {
  const shown = signal<readonly OpenFile[]>([]);
  const opening = signal<readonly OpenFile[]>([]);
  const saving = signal<'confirming' | 'writing' | undefined>(undefined);
  const offer = (content: Blob, format: SaveFormat) => {
    const revoke = offerDownload(content, nameFile(format, clock.nowMs()));
    const stop = clock.after(revokedAfterMs, () => {
      ended.removeEventListener('abort', end);
      revoke();
    });
    const end = () => {
      stop();
      revoke();
    };
    ended.addEventListener('abort', end);
  };
  const files: FilesModel = {
    shown,
    opening,
    isRedacted: computed(() =>
      shown.value.some(({ problems }) => problems.some(({ code }) => code === 'withheld')),
    ),
    saving,
    toggleConfirmation() {
      if (saving.peek() !== 'writing') saving.value = saving.peek() === undefined ? 'confirming' : undefined;
    },
    save(format) {
      saving.value = 'writing';
      void call('save', { format }, ended).then((result) => {
        if (ended.aborted) return;
        saving.value = undefined;
        if (result.ok) offer(result.value, format);
        else onFailed('save');
      });
    },
    open(selected) {
      if (selected.length === 0) return;
      void call('open files', { files: selected }, ended).then(({ ok }) => {
        if (!ok && !ended.aborted) onFailed('open');
      });
    },
    close: () => send({ type: 'close files' }),
    dismiss: () => send({ type: 'dismiss files' }),
  };
  return {
    files,
    /** Takes over which files there are. */
    apply(next: SessionState['files']) {
      shown.value = next.shown;
      opening.value = next.opening;
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
