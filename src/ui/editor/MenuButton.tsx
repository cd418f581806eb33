import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';

/** One item of a button's menu. */
export interface MenuItem {
  /** Text of ours, or untrusted text from a token. */
  readonly label: string;
  readonly onSelect: () => void;
}

interface MenuButtonProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly isDisabled: boolean;
}

/**
 * A button that opens a menu of actions (WAI-ARIA APG, menu button). Disabled if there are none; it keeps the focus then.
 */
export function MenuButton({ label, items, isDisabled }: MenuButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const container = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  const canOpen = !isDisabled && items.length > 0;
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const listItems = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  useEffect(() => {
    if (isOpen) listItems()[0]?.focus();
  }, [isOpen]);
  useLayoutEffect(() => {
    const [element, parent] = [menu.current, container.current?.closest('.detail')];
    if (!element || !parent) return;
    // A menu that would be cut off at an edge of the pane is moved.
    const [menuBox, pane] = [element.getBoundingClientRect(), parent.getBoundingClientRect()];
    const tooFarRight = Math.max(0, menuBox.right - pane.right + 4);
    const tooFarLeft = Math.max(0, pane.left - menuBox.left + 4);
    if (tooFarLeft + tooFarRight > 0) element.style.translate = `${tooFarLeft - tooFarRight}px 0`;
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    const all = listItems();
    const at = all.findIndex((item) => item === document.activeElement);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    else if (event.key === 'Escape') close();
    else if (event.key === 'Tab') return setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="menu-button"
      ref={container}
      onFocusOut={({ relatedTarget }) => {
        if (!container.current?.contains(relatedTarget as Node | null)) setOpen(false);
      }}
    >
      <button
        type="button"
        class="editor-tool"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-disabled={!canOpen}
        onClick={() => setOpen(canOpen && !isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(canOpen);
        }}
      >
        {label}
        <Icon name="unfolded" />
      </button>
      {isOpen && (
        <div class="menu" role="menu" id={id} aria-label={label} ref={menu} onKeyDown={onKeyDown}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                item.onSelect();
              }}
            >
              <HostileText text={item.label} />
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
