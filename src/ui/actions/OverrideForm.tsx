import { useMemo, useState } from 'preact/hooks';
import { HostileText } from '../components/HostileText';
import { RichMessage } from '../components/RichMessage';
import { useTranslate } from '../format/translate';
import { writeHost } from '../format/visible-text';
import { listSentTo } from '../model/actions/targets';
import { createTokenInput } from '../model/actions/token-input';
import { ActionFrame } from './ActionFrame';
import { TokenField } from './TokenField';
import { usePinned } from './usePinned';
import type { TokenFormProps } from './WriteBack';

/** Sends a token on all calls to an origin until it's turned off. */
export function OverrideForm({ model, tokenId, text }: TokenFormProps) {
  const t = useTranslate();
  const { actions } = model;
  const raw = model.tokens.entries().get(tokenId)?.row.raw;
  const [input] = useState(() =>
    createTokenInput({
      sources: ['captured', 'other', 'pasted'],
      entries: model.tokens.entries,
      tokenId: () => tokenId,
      ...(text !== undefined && { text }),
    }),
  );
  const pageOrigin = model.capture.inspectedOrigin.value;
  const origins = useMemo(() => {
    const sentTo = listSentTo(model.sightings);
    // A token has at least one sighting, once they are loaded.
    const isUnsent = sentTo.length === 0 && pageOrigin !== '' && model.sightings.count.value > 0;
    return isUnsent ? [{ origin: pageOrigin, scheme: 'Bearer' }] : sentTo;
  }, [model.sightings.count.value, pageOrigin]);
  const { selected: target, options, select } = usePinned(origins, ({ origin }) => origin);
  const [problem, setProblem] = useState<string>();
  const choice = input.choice.value;
  const token = choice?.kind === 'text' ? choice.text : choice && raw;
  if (target === undefined || pageOrigin === '') return null;
  const start = async (next: string) => {
    setProblem(undefined);
    // Before the browser asks for a permission that would be of no use.
    if (!/^[\x21-\x7e]+$/.test(next)) return setProblem(t('resend_problem_token_text'));
    // First, since browsers show a permission prompt only within a click.
    const allowed = await actions.allowOverride?.([target.origin, pageOrigin]);
    if (allowed?.ok !== true) return setProblem(allowed?.reason ?? t('override_failed'));
    const override = { origin: target.origin, authorization: `${target.scheme} ${next}` };
    const result = await actions.call('override', { override });
    if (result.ok && result.value === 'done') actions.close();
    else
      setProblem(t(result.ok && result.value === 'needs restart' ? 'override_restart' : 'override_failed'));
  };
  return (
    <ActionFrame title={t('override')} onClose={actions.close}>
      {options.length > 1 && (
        <label class="action-line">
          {t('override_origin')}
          <select
            class="button"
            value={target.origin}
            onChange={({ currentTarget }) => select(currentTarget.value)}
          >
            {options.map(({ origin }) => (
              <option key={origin} value={origin}>
                {writeHost(origin)}
              </option>
            ))}
          </select>
        </label>
      )}
      <TokenField input={input} />
      <div class="action-plan">
        <p>
          <RichMessage
            name="override_what"
            params={[
              <HostileText key="origin" text={target.origin} isHost />,
              target.scheme,
              <HostileText key="page" text={pageOrigin} isHost />,
            ]}
          />
        </p>
        <p class="quiet">{t('override_note')}</p>
      </div>
      <p class="action-line">
        <button
          type="button"
          class="button"
          disabled={token === undefined}
          onClick={() => token !== undefined && void start(token)}
        >
          {t('override_start')}
        </button>
      </p>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </ActionFrame>
  );
}
