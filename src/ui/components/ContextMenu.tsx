import '../style/context-menu.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MenuItem, MenuModel, OpenMenu } from '../model/menu';
import { Icon } from './Icon';
import { isRightToLeft } from './is-right-to-left';

/** The open menu, and the model that closes it. */
export interface ContextMenuProps {
  readonly model: MenuModel;
  readonly menu: OpenMenu;
}

/**
 * A context menu (WAI-ARIA APG, menu): the arrow keys, Home, End and a first letter move the focus, Escape and a click
 * elsewhere close it, and then the focus is where it was.
 */
export function ContextMenu({ model, menu }: ContextMenuProps) {
  const close = (isFocusKept = false) => {
    model.value = undefined;
    if (!isFocusKept) menu.opener?.focus({ preventScroll: true });
  };
  useEffect(() => {
    // Taking the focus back would steal it from the part of DevTools that has it now.
    const closeAway = () => close(!document.hasFocus());
    window.addEventListener('resize', closeAway);
    window.addEventListener('blur', closeAway);
    return () => {
      window.removeEventListener('resize', closeAway);
      window.removeEventListener('blur', closeAway);
    };
  }, [menu]);
  return (
    <div
      class="context-menu-layer"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) close();
      }}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        // The panel's own keys don't apply while a menu is open.
        event.stopPropagation();
        if (event.key !== 'Escape' && event.key !== 'Tab') return;
        event.preventDefault();
        close();
      }}
    >
      <MenuList
        name={menu.name}
        items={menu.items}
        at={{ left: menu.x, right: menu.x, top: menu.y }}
        onRun={(run) => {
          // Before the item runs, since that may move the focus.
          close();
          run();
        }}
      />
    </div>
  );
}

interface Position {
  /** A submenu is after its item, or before it if there is no space. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

interface MenuListProps {
  readonly name: string;
  readonly items: readonly MenuItem[];
  readonly at: Position;
  readonly onRun: (run: () => void) => void;
  /** Closes this submenu. */
  readonly onBack?: () => void;
}

/** From the edges of the window. */
const margin = 4;

function MenuList({ name, items, at, onRun, onBack }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<{ readonly index: number; readonly at: Position } | undefined>();
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    const { width, height } = box.getBoundingClientRect();
    const isBefore = isRightToLeft(box) ? at.left - width >= margin : at.right + width > innerWidth - margin;
    const left = isBefore ? at.left - width : at.right;
    box.style.left = `${Math.max(margin, Math.min(left, innerWidth - width - margin))}px`;
    box.style.top = `${Math.max(margin, Math.min(at.top, innerHeight - height - margin))}px`;
    enabledIn(box)[0]?.focus();
  }, []);
  const openSubmenu = (index: number, element: HTMLElement) => {
    const { left, right, top } = element.getBoundingClientRect();
    setOpen({ index, at: { left, right, top: top - margin } });
  };
  const activate = (item: MenuItem, index: number, element: HTMLElement) => {
    if (item.items !== undefined) openSubmenu(index, element);
    else if (item.run !== undefined) onRun(item.run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const enabled = enabledIn(list.current);
    const from = enabled.findIndex((each) => each === document.activeElement);
    if (from === -1 && open !== undefined) return;
    const element = enabled[from];
    const index = Number(element?.dataset['index']);
    const item = items[index];
    const [backKey, forwardKey] = isRightToLeft(event.currentTarget as Element)
      ? ['ArrowRight', 'ArrowLeft']
      : ['ArrowLeft', 'ArrowRight'];
    const moves = { ArrowDown: from + 1, ArrowUp: Math.max(from, 0) - 1, Home: 0, End: -1 };
    if (event.key in moves) {
      const to = moves[event.key as keyof typeof moves];
      enabled[(to + enabled.length) % enabled.length]?.focus();
    } else if (event.key === backKey && onBack) onBack();
    else if (item && element && (event.key === 'Enter' || event.key === ' ')) activate(item, index, element);
    else if (item?.items && element && event.key === forwardKey) activate(item, index, element);
    else if (event.key.length === 1) {
      const letter = event.key.toLowerCase();
      const after = [...enabled.slice(from + 1), ...enabled.slice(0, from + 1)];
      after.find(({ textContent }) => textContent.trim().toLowerCase().startsWith(letter))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const submenu = open && items[open.index];
  return (
    <>
      <div class="context-menu" role="menu" aria-label={name} ref={list} onKeyDown={onKeyDown}>
        {items.map((item, index) => (
          <MenuRow
            key={index}
            item={item}
            index={index}
            isOpen={open?.index === index}
            onActivate={(element) => activate(item, index, element)}
            onPoint={(element) => {
              element.focus();
              if (item.items === undefined) setOpen(undefined);
              else openSubmenu(index, element);
            }}
          />
        ))}
      </div>
      {open && submenu?.items && (
        <MenuList
          key={open.index}
          name={submenu.label}
          items={submenu.items}
          at={open.at}
          onRun={onRun}
          onBack={() => {
            setOpen(undefined);
            list.current?.querySelector<HTMLElement>(`[data-index="${open.index}"]`)?.focus();
          }}
        />
      )}
    </>
  );
}

interface MenuRowProps {
  readonly item: MenuItem;
  readonly index: number;
  readonly isOpen: boolean;
  readonly onActivate: (element: HTMLElement) => void;
  readonly onPoint: (element: HTMLElement) => void;
}

function MenuRow({ item, index, isOpen, onActivate, onPoint }: MenuRowProps) {
  const { label, run, key, isChecked, items, beginsGroup } = item;
  const isDisabled = run === undefined && items === undefined;
  return (
    <>
      {beginsGroup && index > 0 && <div class="context-menu-line" role="separator" />}
      <div
        class="context-menu-item"
        role={isChecked === undefined ? 'menuitem' : 'menuitemcheckbox'}
        aria-checked={isChecked}
        aria-disabled={isDisabled || undefined}
        aria-haspopup={items && 'menu'}
        aria-expanded={items && isOpen}
        data-index={index}
        tabIndex={-1}
        onClick={(event) => onActivate(event.currentTarget)}
        onPointerMove={(event) => {
          if (!isDisabled && document.activeElement !== event.currentTarget) onPoint(event.currentTarget);
        }}
      >
        <span class="context-menu-mark">{isChecked === true && <Icon name="check" />}</span>
        <span class="context-menu-label">{label}</span>
        {key !== undefined && <kbd>{key}</kbd>}
        {items && <Icon name="folded" />}
      </div>
    </>
  );
}

function enabledIn(list: Element | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('.context-menu-item:not([aria-disabled])') ?? [])];
}
