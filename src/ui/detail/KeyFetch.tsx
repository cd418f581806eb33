import { RichMessage } from '../components/RichMessage';
import { HostileText } from '../components/HostileText';
import type { FetchProblem, KeyFetchModel } from '../model/detail/key-fetch';
import { translateResult } from '../format/params';
import { useTranslate, type MessageKey } from '../format/translate';
import { writeHost } from '../format/visible-text';

const problems: Record<FetchProblem['code'], MessageKey> = {
  address: 'fetch_problem_address',
  unreachable: 'fetch_problem_unreachable',
  status: 'fetch_problem_status',
  'too large': 'fetch_problem_too_large',
  'timed out': 'fetch_problem_timed_out',
  content: 'fetch_problem_content',
  'other issuer': 'fetch_problem_other_issuer',
  'no keys URL': 'fetch_problem_no_keys_url',
};

/** The button that fetches keys, with the host that it connects to. */
export function KeyFetchButton({ model }: { readonly model: KeyFetchModel }) {
  const t = useTranslate();
  const host = model.host.value;
  if (host === undefined) return null;
  return (
    <button
      // Another host needs another key press, and another click than the second one of a double click.
      key={host}
      type="button"
      class="button"
      title={t('fetch_keys_title')}
      aria-disabled={model.isFetching.value}
      onClick={({ detail }) => {
        if (detail <= 1) model.start();
      }}
    >
      {t(model.isFetching.value ? 'fetch_keys_pending' : 'fetch_keys', writeHost(host))}
    </button>
  );
}

/** What fetching has found, unless it's the keys. */
export function KeyFetchResult({ model }: { readonly model: KeyFetchModel }) {
  const host = model.host.value;
  const problem = model.problem.value;
  const t = useTranslate();
  if (host === undefined) return null;
  return (
    <>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {translateResult(t, problems[problem.code], problem.params)}
        </p>
      )}
      {model.isElsewhere.value && (
        <p class="problem" role="alert">
          <RichMessage name="fetch_keys_elsewhere" params={[<HostileText key={host} text={host} isHost />]} />
        </p>
      )}
    </>
  );
}
