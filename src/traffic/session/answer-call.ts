import { createDiagnosis } from '../answers/causes/diagnose';
import { readLineage } from '../answers/lineage/read-lineage';
import { createSignInDiagnosis, readFlow } from '../answers/flows/describe-flow';
import { readContext } from '../answers/token-context';
import type { CauseSummary, Rejection } from '../answers/causes/cause';
import type { ActionCall } from './actions/action-calls';
import type { TokenLog } from '../log/log';
import type { PublishedKeySet } from '../log/key-sets';
import type { Call, CallError, CallResult, SightingRange } from './protocol';
import type { ShownLog } from './shown-log';
import type { FileAccess } from './open-file';

/** What some calls need besides the log. */
export interface CallTools {
  readonly write: FileAccess['write'];
  readonly preview: FileAccess['preview'];
  readonly openFiles: (files: readonly File[]) => void;
  readonly addText: (text: string, fileName: string, addedAtMs: number) => Promise<readonly number[]>;
  readonly fetchedKeySets?: readonly PublishedKeySet[];
  readonly unusedKeySets?: readonly string[];
  /** Aborts when the panel doesn't need the result any more. */
  readonly signal: AbortSignal;
  /** Settles in a new task, so that many diagnoses don't block the page. */
  readonly nextTask?: () => Promise<void>;
}

/** Each takes a few milliseconds. */
const diagnosesPerTask = 5;

/** Runs one call about the shown log and returns its result. Never rejects. */
export async function answerCall(
  call: Exclude<Call, ActionCall>,
  { log }: ShownLog,
  tools: CallTools,
): Promise<CallResult<unknown>> {
  const { write, preview, openFiles, nextTask } = tools;
  switch (call.name) {
    case 'exchange':
      return found(log.exchange(call.exchangeId));
    case 'context':
      return found(log.row(call.tokenId) && readContext(log, call.tokenId));
    case 'lineage':
      return found(readLineage(log, call.tokenId));
    case 'sightings': {
      const row = log.row(call.tokenId);
      if (row === undefined) return failed('not found');
      const newestFirst = log.sightings(call.tokenId).toReversed();
      const range: SightingRange = {
        sightings: newestFirst.slice(call.from, call.to),
        stored: newestFirst.length,
        total: row.sightings,
      };
      return found(range);
    }
    case 'rejection':
      return log.exchange(call.exchangeId) === undefined
        ? failed('not found')
        : { ok: true, value: await createRejectionReader(log, tools)(call.exchangeId) };
    case 'flow':
      return { ok: true, value: await readFlow(log, call.of, nextTask) };
    case 'causes': {
      const diagnose = createRejectionReader(log, tools);
      const causes: (CauseSummary | undefined)[] = [];
      for (const id of call.exchangeIds) {
        causes.push(summarizeCause(await diagnose(id)));
        if (causes.length % diagnosesPerTask === 0) await nextTask?.();
      }
      return { ok: true, value: causes };
    }
    case 'save': {
      // A copy, since writing takes time and the log changes meanwhile.
      const file = await write(log.exchanges(), call.format, call.sanitize);
      return file === undefined ? failed('failed') : found(file);
    }
    case 'add text':
      return { ok: true, value: await tools.addText(call.text, call.fileName, call.addedAtMs) };
    case 'preview save': {
      const summary = await preview(log.exchanges(), call.sanitize, tools.signal);
      return summary === undefined ? failed('failed') : found(summary);
    }
    case 'open files':
      openFiles(call.files);
      return { ok: true, value: undefined };
  }
}

/** A rejected request has a cause, and so has a step of a sign-in that failed in another way. */
function createRejectionReader(log: TokenLog, { fetchedKeySets, unusedKeySets, nextTask }: CallTools) {
  const diagnose = createDiagnosis(log, fetchedKeySets, unusedKeySets);
  const diagnoseSignIn = createSignInDiagnosis(log, nextTask);
  return async (exchangeId: string): Promise<Rejection | undefined> => {
    const rejection = await diagnose(exchangeId);
    const causes = rejection?.causes ?? [];
    if (causes[0] !== undefined && causes[0].certainty !== 'possible') return rejection;
    const failure = await diagnoseSignIn(exchangeId);
    const others = causes.filter(({ code }) => code !== 'unknown');
    return failure ? { causes: [...failure.causes, ...others] } : rejection;
  };
}

function summarizeCause(rejection: Rejection | undefined): CauseSummary | undefined {
  const first = rejection?.causes[0];
  return first && { code: first.code, certainty: first.certainty, params: first.params };
}

function found(value: unknown): CallResult<unknown> {
  return value === undefined ? failed('not found') : { ok: true, value };
}

function failed(error: CallError): CallResult<unknown> {
  return { ok: false, error };
}
