import { useMemo, useState } from 'preact/hooks';
import { HostileText } from '../components/HostileText';
import { RichMessage } from '../components/RichMessage';
import { useTranslate } from '../format/translate';
import { idOfTarget, listWriteTargets } from '../model/actions/targets';
import { createTokenInput } from '../model/actions/token-input';
import type { PanelModel } from '../model/panel';
import { ActionFrame } from './ActionFrame';
import { describeEntry, describeWriteProblem } from './describe-action';
import { TokenField } from './TokenField';
import { usePinned } from './usePinned';

/** The captured token that a form replaces. Shared by the forms of `ui/actions`. */
export interface TokenFormProps {
  readonly model: PanelModel;
  readonly tokenId: number;
  /** A token to start with. */
  readonly text: string | undefined;
}

/** Replaces the token where the page stores it. */
export function WriteBack({ model, tokenId, text }: TokenFormProps) {
  const t = useTranslate();
  const { actions } = model;
  const [input] = useState(() =>
    createTokenInput({
      sources: ['other', 'pasted'],
      entries: model.tokens.entries,
      tokenId: () => tokenId,
      ...(text !== undefined && { text }),
    }),
  );
  const pageOrigin = model.capture.inspectedOrigin.value;
  const targets = useMemo(
    () => listWriteTargets(model.sightings, pageOrigin),
    [model.sightings.count.value, model.sightings.context.value, pageOrigin],
  );
  const { selected: target, options, select } = usePinned(targets, idOfTarget);
  const [problem, setProblem] = useState<string>();
  const choice = input.choice.value;
  if (target === undefined) return null;
  const write = async (next: string) => {
    setProblem(undefined);
    const result = await actions.call('write back', { write: { ...target, tokenId, text: next } });
    if (!result.ok) setProblem(t('write_problem_failed'));
    else if (result.value !== undefined) setProblem(describeWriteProblem(t, result.value));
    else actions.close();
  };
  return (
    <ActionFrame title={t('write_back')} onClose={actions.close}>
      {options.length > 1 && (
        <label class="action-line">
          {t('write_target')}
          <select
            class="button"
            value={idOfTarget(target)}
            onChange={({ currentTarget }) => select(currentTarget.value)}
          >
            {options.map((each) => (
              <option key={idOfTarget(each)} value={idOfTarget(each)}>
                {describeEntry(t, each)}
              </option>
            ))}
          </select>
        </label>
      )}
      <TokenField input={input} />
      <div class="action-plan">
        <p>
          <RichMessage
            name="write_what"
            params={[describeEntry(t, target), <HostileText key="origin" text={target.origin} isHost />]}
          />
        </p>
        <p class="quiet">{t(target.area === 'cookie' ? 'write_note_cookie' : 'write_note')}</p>
      </div>
      <p class="action-line">
        <button
          type="button"
          class="button"
          disabled={choice?.kind !== 'text'}
          onClick={() => choice?.kind === 'text' && void write(choice.text)}
        >
          {t('write_start')}
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
