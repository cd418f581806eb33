import '../style/actions.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { useTranslate } from '../format/translate';

interface ActionFrameProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** The form of an action. It gets the focus when it opens, and gives it back when it closes. */
export function ActionFrame({ title, onClose, children }: ActionFrameProps) {
  const t = useTranslate();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const focused = document.activeElement;
    heading.current?.focus();
    return () => void setTimeout(() => focused instanceof HTMLElement && focused.focus());
  }, []);
  return (
    <section
      class="action-form"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Otherwise Escape would open the drawer of DevTools.
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div class="action-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button
          type="button"
          class="icon-button"
          aria-label={t('action_close')}
          title={t('action_close')}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      {children}
    </section>
  );
}
