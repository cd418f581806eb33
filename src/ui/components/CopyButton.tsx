import type { CopyingModel } from '../model/detail/copying';
import { Icon } from './Icon';

export interface CopyButtonProps {
  readonly copying: CopyingModel;
  /** What it does, as `Copy token`: its name, its tooltip, and what tells it from the others. */
  readonly name: string;
  /** Made when clicked: the text of a large token is not built to be thrown away. */
  readonly text: () => string;
  /** The id of what says more while the button has the focus. */
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
