import '../style/sections.css';
import '../style/members.css';
import type { ComponentChildren, RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { CopyStatus } from '../components/CopyStatus';
import type { TokenEditorProps } from '../editor/TokenEditor';
import type { EditedToken } from '../editor/editor';
import type { DetailModel } from '../model/detail/detail';
import { isCredentials } from '../format/malformed';
import { useTranslate } from '../format/translate';
import type { Token } from '../../token';
import { maxKeyLength } from '../../traffic';
import { sectionNames, type SectionName } from '../model/detail/folds';
import { ClaimsSection } from './ClaimsSection';
import { EditButton } from './EditButton';
import { EncodedSection } from './EncodedSection';
import { FindHost } from './members/FindHost';
import { HeaderSection } from './HeaderSection';
import { JumpLine } from './JumpLine';
import { createLazyComponent } from './LazyComponent';
import { LifetimeSection } from './LifetimeSection';
import { SignatureSection } from './SignatureSection';
import { Summary } from './Summary';
import { useKeptSection } from './useKeptSection';

/** Sections below the first screenful are loaded when they are rendered. */
const DecryptionSection = createLazyComponent<{ readonly model: DetailModel }>(
  async () => (await import('./DecryptionSection')).DecryptionSection,
);
const ChecksSection = createLazyComponent<{ readonly model: DetailModel }>(
  async () => (await import('./ChecksSection')).ChecksSection,
);
const DisclosuresSection = createLazyComponent<{ readonly model: DetailModel }>(
  async () => (await import('./DisclosuresSection')).DisclosuresSection,
);
const TokenEditor = createLazyComponent<TokenEditorProps>(
  async () => (await import('../editor/TokenEditor')).TokenEditor,
);

/** The details with what the panel adds to them; the popup passes only `model`. */
export interface TokenDetailProps {
  readonly model: DetailModel;
  /** A ref to the scrolling element, for the panel's section "Requests", which is a virtual list. */
  readonly scroller?: RefObject<HTMLDivElement | null>;
  /** Why the last rejected request with the token was rejected; the popup has none. */
  readonly rejection?: ComponentChildren;
  readonly isRejectionShown?: boolean;
  /** A button that compares the token with the one before it; the popup has none. */
  readonly comparing?: ComponentChildren;
  /** Actions with a token that was created in the editor, after "Copy". */
  readonly editedActions?: (edited: EditedToken) => ComponentChildren;
  /** The sections "Requests" and "Lineage"; the popup has none. */
  readonly children?: ComponentChildren;
}

/**
 * All sections about one token in a single scrolling view, the most important ones first. Without a token, one
 * sentence.
 */
export function TokenDetail(props: TokenDetailProps) {
  const ownScroller = useRef<HTMLDivElement>(null);
  const { model, scroller = ownScroller, rejection, isRejectionShown = false } = props;
  const { comparing, editedActions, children } = props;
  const t = useTranslate();
  const token = model.token.value;
  const editor = model.editing?.editor.value;
  const canFind = token !== undefined;
  useKeptSection(scroller, token);
  return (
    <section
      class="detail"
      aria-label={t('region_token')}
      ref={scroller}
      // Takes the focus of a click on text, so that Ctrl+F searches here.
      tabIndex={-1}
      data-find={canFind ? '' : undefined}
      onPaste={(event) => {
        const text = event.clipboardData?.getData('text/plain') ?? '';
        if (token === undefined || editor || isField(event.target) || !mayBeKey(model, text)) return;
        // The viewer opens what is left.
        event.preventDefault();
        void import('../model/detail/paste-key').then(({ pasteKey }) => pasteKey(model, text));
      }}
    >
      <div class="detail-content">
        <Summary
          model={model}
          isRejectionShown={isRejectionShown}
          actions={
            <span class="summary-actions">
              {model.editing && <EditButton editing={model.editing} />}
              {comparing}
            </span>
          }
        />
        {token && rejection}
        {editor && <TokenEditor key={token?.raw} model={editor} actions={editedActions} />}
        {token && !editor && (
          <>
            <JumpLine folds={model.folds} sections={listSections(token, children !== undefined)} />
            <TokenSections model={model} token={token}>
              {children}
            </TokenSections>
          </>
        )}
      </div>
      <CopyStatus copying={model.copying} />
      {canFind && <FindHost find={editor?.find ?? model.find} detail={scroller} />}
    </section>
  );
}

interface TokenSectionsProps {
  readonly model: DetailModel;
  readonly token: Token;
  /** The sections "Requests" and "Lineage". */
  readonly children?: ComponentChildren;
}

/** The sections about one token, below its summary. */
export function TokenSections({ model, token, children }: TokenSectionsProps) {
  return (
    <>
      {!isCredentials(token) && <ContentSections model={model} token={token} />}
      {children}
      {!isCredentials(token) && <EncodedSection model={model} token={token} />}
    </>
  );
}

function ContentSections({ model, token }: Omit<TokenSectionsProps, 'children'>) {
  return (
    <>
      <LifetimeSection model={model} token={token} />
      {token.kind === 'jwe' ? <DecryptionSection model={model} /> : <SignatureSection model={model} />}
      <ClaimsSection model={model} token={token} />
      {token.kind === 'sd-jwt' && <DisclosuresSection model={model} />}
      <HeaderSection model={model} token={token} />
      <ChecksSection model={model} />
    </>
  );
}

/** Text of a key's format, and any text that isn't a token if the token is signed with a secret. */
function mayBeKey({ secrets }: DetailModel, text: string): boolean {
  if (text.length > maxKeyLength || /(?:^|[^\w-])ey[\w-]+\.[\w-]*\./.test(text)) return false;
  return (
    /-----BEGIN |"kty"\s*:|"keys"\s*:|<RSAKeyValue>|^\s*MI[\w+/]{60}/.test(text.slice(0, 2_000)) ||
    (secrets.isPossible.peek() && text.trim() !== '')
  );
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
}

/** The sections that apply to the token. */
function listSections(token: Token, hasRequests: boolean): readonly SectionName[] {
  return sectionNames.filter((name) => {
    if (isCredentials(token)) return (name === 'requests' || name === 'lineage') && hasRequests;
    switch (name) {
      case 'signature':
        return token.kind !== 'jwe';
      case 'decryption':
        return token.kind === 'jwe';
      case 'disclosures':
        return token.kind === 'sd-jwt';
      case 'requests':
      case 'lineage':
        return hasRequests;
      default:
        return true;
    }
  });
}
