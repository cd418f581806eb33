import browser from 'webextension-polyfill';
import { writeClipboard } from '../capture/clipboard';
import { clearDraft, loadDraft, saveDraft } from '../capture/draft-store';
import { reloadPage } from '../capture/inspected';
import { requestWatch, startWatch, stopWatch, type WatchOutcome } from '../capture/watch';
import type { MessageKey, OptionsCommands, PanelCommands, PopupCommands, Result, Translate } from '../ui';

const answerDeadlineMs = 5_000;

export const translate: Translate = (key, ...params) => browser.i18n.getMessage(key, [...params]);

function say(key: MessageKey): string {
  return translate(key);
}

function resultOf(isDone: boolean, otherwise: MessageKey): Result {
  return isDone ? { ok: true } : { ok: false, reason: say(otherwise) };
}

/** Settles `ok: false` when the answer takes too long or nobody waits for it any more. */
function within(signal: AbortSignal, answer: Promise<Result>, otherwise: MessageKey): Promise<Result> {
  const given = AbortSignal.any([signal, AbortSignal.timeout(answerDeadlineMs)]);
  const tooLate = new Promise<Result>((resolve) =>
    given.addEventListener('abort', () => resolve(resultOf(false, otherwise))),
  );
  return Promise.race([answer, tooLate]);
}

const refusals = {
  refused: 'command_watch_refused',
  impossible: 'command_watch_impossible',
  failed: 'command_watch_failed',
} as const satisfies Partial<Record<WatchOutcome, MessageKey>>;

function resultOfWatch(outcome: WatchOutcome): Result {
  return outcome === 'watched' || outcome === 'asked elsewhere'
    ? { ok: true }
    : resultOf(false, refusals[outcome]);
}

async function copyText(text: string): Promise<Result> {
  return resultOf(await writeClipboard(text), 'command_copy_failed');
}

async function unwatch(origin: string, signal: AbortSignal): Promise<Result> {
  const stopped = stopWatch(origin).then((isDone) => resultOf(isDone, 'command_unwatch_failed'));
  return within(signal, stopped, 'command_unwatch_failed');
}

export const panelCommands: PanelCommands = {
  copyText,
  reloadPage: async () => {
    reloadPage();
    return { ok: true };
  },
  watch: async (origin) => resultOfWatch(await startWatch(origin)),
  unwatch,
};

export const optionsCommands: OptionsCommands = {
  watch: async (origin) => resultOfWatch(await requestWatch(origin)),
  unwatch,
};

export const popupCommands: PopupCommands = {
  copyText,
  draft: {
    load: async (signal) => ({ text: await loadDraft(signal) }),
    save: async ({ text }) => resultOf(await saveDraft(text), 'command_draft_failed'),
    clear: async () => resultOf(await clearDraft(), 'command_draft_failed'),
  },
};
