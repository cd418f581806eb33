import type { Exchange } from '../exchange/exchange';
import type { LogChange } from '../log/log-change';
import { hasToken } from './add-text';
import { finishInTasks } from './finish-in-tasks';
import type { FileAccess, FileProblem, OpenFile } from './open-file';
import type { ShownLog } from './shown-log';

interface FileOpenerOptions {
  readonly read: FileAccess['read'];
  /** Settles in a new task. */
  readonly nextTask?: () => Promise<void>;
  readonly createLog: (files: readonly OpenFile[]) => ShownLog;
  /** Called when the first exchange is read. */
  readonly show: (opened: ShownLog) => void;
  readonly note: (opened: ShownLog, change: LogChange, exchangeId?: string) => void;
  /** Called when files are opened and at the end of each. */
  readonly flush: () => void;
}

/** Reads files into separate logs. */
export interface FileOpener {
  /** Files that aren't shown: they are being read, or couldn't be read. */
  opening(): readonly OpenFile[];
  /** Reads these files one after the other into one log. Stops reading others that aren't shown yet. */
  open(files: readonly File[]): void;
  /** Stops reading the files that aren't shown yet. */
  dismiss(): void;
  /** Stops reading the files that are shown. */
  close(): void;
}

/**
 * Opens files as a new log. Until its first exchange is read, the current log stays, and opening other files replaces
 * the reading.
 */
export function createFileOpener(options: FileOpenerOptions): FileOpener {
  const { read, nextTask, createLog, show, note, flush } = options;
  let opening: readonly OpenFile[] = [];
  let shownReading = new AbortController();
  let openingReading = new AbortController();

  async function readAll(files: readonly File[], opened: ShownLog, reading: AbortController): Promise<void> {
    const { signal } = reading;
    let isShown = false;
    for (const [index, file] of files.entries()) {
      let exchanges = 0;
      let isWithoutToken = false;
      const setFile = (change: Partial<OpenFile>) => {
        opened.files = opened.files.map((each, at) => (at === index ? { ...each, ...change } : each));
        if (!isShown) opening = opened.files;
      };
      const take = async (read: readonly Exchange[]) => {
        // A text without a token must not replace what is shown.
        const more: Exchange[] = [];
        for (const exchange of read) {
          if (exchange.kind !== 'text' || (await hasToken(exchange, nextTask))) more.push(exchange);
          else isWithoutToken = true;
        }
        if (signal.aborted || more.length === 0) return;
        exchanges += more.length;
        setFile({ exchanges });
        if (!isShown) {
          isShown = true;
          opening = [];
          shownReading.abort();
          shownReading = reading;
          // So that opening other files doesn't stop reading these.
          openingReading = new AbortController();
          show(opened);
        }
        for (const exchange of more) {
          if (signal.aborted) return;
          const unique = withUniqueId(exchange, index);
          note(opened, await finishInTasks(opened.log.recordInSteps(unique), nextTask), unique.id);
        }
      };
      const found = await read(file, take, signal);
      if (signal.aborted) return;
      const problems: readonly FileProblem[] = isWithoutToken ? [...found, { code: 'no tokens' }] : found;
      // An open file can have problems too, such as missing parts.
      setFile({ state: exchanges > 0 ? 'open' : 'failed', problems });
      note(opened, opened.log.countLoss('unreadable', countUnreadable(problems)));
      flush();
    }
  }

  return {
    opening: () => opening,
    open(files) {
      openingReading.abort();
      openingReading = new AbortController();
      opening = files.map(({ name }) => ({ name, state: 'reading', exchanges: 0, problems: [] }));
      const opened = createLog(opening);
      flush();
      void readAll(files, opened, openingReading);
    },
    dismiss() {
      openingReading.abort();
      opening = [];
    },
    close: () => shownReading.abort(),
  };
}

/** Exchange IDs must be unique in a log, but those of several files start at the same number. */
function withUniqueId(exchange: Exchange, index: number): Exchange {
  return index === 0 ? exchange : { ...exchange, id: `${index + 1}-${exchange.id}` };
}

function countUnreadable(problems: readonly FileProblem[]): number {
  return problems.reduce(
    (sum, problem) => sum + (problem.code === 'unreadable entries' ? problem.count : 0),
    0,
  );
}
