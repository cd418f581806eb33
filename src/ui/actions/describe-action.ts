import type {
  CallError,
  CallNote,
  CallPlan,
  CallProblem,
  Resent,
  SendProblem,
  WritableArea,
  WriteProblem,
} from '../../traffic';
import { locationLabels } from '../format/sources/locations';
import type { MessageKey, Translate } from '../format/translate';
import { writeHostile } from '../format/visible-text';

const noteLabels: Record<CallNote, MessageKey> = {
  'cookies-now': 'resend_note_cookies_now',
  'cookies-left-out': 'resend_note_cookies_left_out',
  'other-page': 'resend_note_other_page',
  dpop: 'resend_note_dpop',
  worker: 'resend_note_worker',
};

const callProblems: Record<CallProblem | SendProblem, MessageKey> = {
  protocol: 'resend_problem_protocol',
  pending: 'resend_problem_pending',
  file: 'resend_problem_file',
  'body-missing': 'resend_problem_body_missing',
  'body-cut': 'resend_problem_body_cut',
  'body-binary': 'resend_problem_body_binary',
  'token-text': 'resend_problem_token_text',
  'token-in-cookie': 'resend_problem_token_in_cookie',
  'token-encoded': 'resend_problem_token_encoded',
  paused: 'resend_problem_paused',
  'not-confirmed': 'resend_problem_not_confirmed',
  'page-changed': 'resend_problem_page_changed',
  overridden: 'resend_problem_overridden',
};

const writeProblems: Record<WriteProblem, MessageKey> = {
  changed: 'write_problem_changed',
  failed: 'write_problem_failed',
  'other page': 'write_problem_other_page',
  missing: 'write_problem_missing',
  unreadable: 'write_problem_unreadable',
  encoded: 'write_problem_encoded',
  'token-text': 'write_problem_token_text',
};

const areaLabels: Record<WritableArea, MessageKey> = {
  localStorage: 'location_local_storage',
  sessionStorage: 'location_session_storage',
  cookie: 'location_cookie',
};

/** Names in one sentence. A page can set very many headers. */
const maxNames = 30;

/** What sending will do, as sentences. */
export function describePlan(t: Translate, plan: CallPlan, isRemoved: boolean): readonly string[] {
  const { replaced, headers, browserHeaders, hasBody, notes } = plan;
  const locations = replaced.map(({ kind, name }) => `${t(locationLabels[kind])} ${name}`.trim());
  return [
    ...(locations.length === 0
      ? []
      : [t(isRemoved ? 'resend_removes' : 'resend_replaces', list(t, locations))]),
    ...(headers.length === 0 ? [] : [t('resend_headers', list(t, headers))]),
    ...(hasBody ? [t('resend_body')] : []),
    ...(browserHeaders.length === 0 ? [] : [t('resend_browser_headers', list(t, browserHeaders))]),
    ...notes.map((note) => t(noteLabels[note])),
  ];
}

function list(t: Translate, names: readonly string[]): string {
  const unique = [...new Set(names.map((name) => name.toLowerCase()))];
  const shown = unique.slice(0, maxNames).map((name) => writeHostile(name.slice(0, 100)));
  if (unique.length > shown.length) shown.push('…');
  return new Intl.ListFormat(t.language, { type: 'unit' }).format(shown);
}

/** Why a request can't be sent again, as a sentence. */
export function describeCallProblem(t: Translate, problem: keyof typeof callProblems): string {
  return t(callProblems[problem]);
}

/** What came of sending, if there is no captured response to compare. */
export function describeResent(t: Translate, resent: Resent | CallError): string | undefined {
  if (typeof resent === 'string') return t(resent === 'canceled' ? 'resend_stopped' : 'resend_failed');
  if (resent.outcome === 'rejected') return describeCallProblem(t, resent.problem);
  if (resent.outcome === 'not sent') return t('resend_not_sent');
  if (resent.outcome === 'timed out') return t('resend_timed_out');
  return 'exchangeId' in resent && resent.exchangeId !== undefined ? undefined : t('resend_not_captured');
}

/** Why a token wasn't written to storage, as a sentence. */
export function describeWriteProblem(t: Translate, problem: WriteProblem): string {
  return t(writeProblems[problem]);
}

/** An entry of the page's storage, such as `localStorage access_token`. */
export function describeEntry(
  t: Translate,
  { area, key }: { readonly area: WritableArea; readonly key: string },
) {
  return `${t(areaLabels[area])} ${writeHostile(key.slice(0, 200))}`;
}
