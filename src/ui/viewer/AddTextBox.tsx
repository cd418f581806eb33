import '../style/add-text.css';
import { useEffect, useRef } from 'preact/hooks';
import { describeShortened, TextBox } from '../components/TextBox';
import { describeMissing } from '../format/sources/missing';
import { describeShortcut } from '../format/shortcut';
import { useTranslate, type Translate } from '../format/translate';
import type { TextProblem, TextsModel } from '../model/texts';

/** The texts that are added to the list. */
export interface AddTextBoxProps {
  readonly model: TextsModel;
}

/** The box for a text whose tokens are added to the list. What is pasted into the empty box is added at once. */
export function AddTextBox({ model }: AddTextBoxProps) {
  const t = useTranslate();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const text = model.text.value;
  const problem = model.problem.value;
  return (
    <div class="add-text">
      <TextBox
        box={box}
        label={t('viewer_text')}
        describedBy="add-text-status"
        placeholder={t('popup_placeholder')}
        text={text}
        onText={model.type}
        takePasted={(pasted) => {
          if (text === '') model.add(pasted);
          return text === '';
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          model.addTyped();
        }}
      />
      <div class="add-text-foot">
        {/* There before its text: screen readers announce only what changes in it. */}
        <p id="add-text-status" role="status">
          {model.isAdding.value
            ? t('popup_searching')
            : [problem && describeProblem(t, problem), describeShortened(t, text)].filter(Boolean).join(' ')}
        </p>
        <button
          type="button"
          class="button"
          disabled={text.trim() === ''}
          title={t('viewer_add_title', describeShortcut('Enter'))}
          onClick={model.addTyped}
        >
          {t('viewer_add')}
        </button>
      </div>
    </div>
  );
}

function describeProblem(t: Translate, problem: TextProblem): string {
  switch (problem) {
    case 'too long':
      return t('viewer_too_long');
    case 'failed':
      return t('viewer_failed');
    default:
      return describeMissing(t, problem);
  }
}
