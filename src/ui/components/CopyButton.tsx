import type { CopyingModel } from '../model/detail/copying';
import { Icon } from './Icon';

export interface CopyButtonProps {
  readonly copying: CopyingModel;
  /**
   * The button's label and tooltip, such as `Copy token`. Unique, because it identifies the button that was clicked.
   */
  readonly name: string;
  /** Called on click, so that the text of a large token isn't built for nothing. */
  readonly text: () => string;
  /** ID of the element that describes the button for screen readers. */
  readonly describedBy?: string;
}

export function CopyButton({ copying, name, text, describedBy }: CopyButtonProps) {
  const done = copying.copied.value?.id === name && copying.copied.value.reason === undefined;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={name}
      aria-describedby={describedBy}
      title={name}
      onClick={() => void copying.copy(name, text())}
    >
      <Icon name={done ? 'valid' : 'copy'} />
    </button>
  );
}
