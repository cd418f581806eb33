import type { CopyingModel } from '../model/detail/copying';
import { Icon, type IconName } from './Icon';

interface CopyButtonProps {
  readonly copying: CopyingModel;
  /**
   * The button's label and tooltip, such as `Copy token`. Unique, because it identifies the button that was clicked.
   */
  readonly name: string;
  /** Called on click, so that the text of a large token isn't built for nothing. */
  readonly text: () => string;
  /** ID of the element that describes the button for screen readers. */
  readonly describedBy?: string;
  readonly icon?: IconName;
  /** Shown beside the icon. A part of `name`. */
  readonly label?: string;
  /** False for a button in a row that isn't the tab stop of its tree. */
  readonly isTabbable?: boolean;
}

/**
 * A button that copies a text. Its icon confirms a copy for as long as `copying` announces it; a failure is shown
 * elsewhere.
 */
export function CopyButton(props: CopyButtonProps) {
  const { copying, name, text, describedBy, icon = 'copy', label, isTabbable = true } = props;
  const done = copying.copied.value?.id === name && copying.copied.value.reason === undefined;
  return (
    <button
      type="button"
      class={label === undefined ? 'icon-button' : 'tool'}
      aria-label={name}
      aria-describedby={describedBy}
      title={name}
      tabIndex={isTabbable ? undefined : -1}
      onClick={() => void copying.copy(name, text())}
    >
      <Icon name={done ? 'valid' : icon} />
      {label}
    </button>
  );
}
