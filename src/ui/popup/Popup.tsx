import { useLayoutEffect, useRef } from 'preact/hooks';
import { createLazyComponent, createLazyPart } from '../detail/LazyComponent';
import type { TokenDetailProps } from '../detail/TokenDetail';
import { ErrorBoundary } from '../components/ErrorBoundary';
import { useKeptFocus } from '../components/useKeptFocus';
import type { PopupModel } from '../model/popup';
import { TranslateProvider } from '../format/translate';
import { PasteBox } from './PasteBox';
import { takeFiles } from './take-files';
import type { BugNoticeProps } from '../components/BugNotice';
import type { PopupActionsProps } from './PopupActions';
import type { TabTokensProps } from './TabTokens';

/** Loaded after the text box is rendered, because the details are most of the code. */
const TokenDetail = createLazyComponent<TokenDetailProps>(
  async () => (await import('../detail/TokenDetail')).TokenDetail,
);

const PasteMessages = createLazyPart<{ readonly model: PopupModel }>(
  async () => (await import('./PasteMessages')).PasteMessages,
);

const FoundList = createLazyPart<{ readonly model: PopupModel }>(
  async () => (await import('./FoundList')).FoundList,
);

const PopupActions = createLazyPart<PopupActionsProps>(
  async () => (await import('./PopupActions')).PopupActions,
);

const PopupNotice = createLazyPart<{ readonly model: PopupModel }>(
  async () => (await import('./PopupActions')).PopupNotice,
);

const PopupAbout = createLazyPart<object>(async () => (await import('./PopupActions')).PopupAbout);

const BugNotice = createLazyPart<BugNoticeProps>(
  async () => (await import('../components/BugNotice')).BugNotice,
);

const TabTokens = createLazyPart<TabTokensProps>(async () => (await import('./TabTokens')).TabTokens);

/** The popup: a text box for pasting, and the same token details as in the panel, in the system's theme. */
export function Popup({ model }: { readonly model: PopupModel }) {
  const detail = model.detail.value;
  const tab = model.tab.value;
  const { bugs } = model;
  const box = useRef<HTMLTextAreaElement>(null);
  const root = useKeptFocus();
  // Before the text is searched. If it fails, rendering the details states the error.
  useLayoutEffect(TokenDetail.preload, []);
  return (
    <TranslateProvider value={model.t}>
      <main class="app popup" ref={root} {...takeFiles(model)}>
        {tab === undefined ? (
          <>
            <PasteBox model={model} box={box} takesFocus />
            <div class="paste-foot">
              {/* There before its text: screen readers announce only what changes in it. */}
              <div class="paste-status" id="paste-status" role="status">
                <PasteMessages model={model} />
              </div>
              <PopupActions model={model} box={box} />
            </div>
          </>
        ) : (
          <TabTokens model={tab} onClose={model.closeTab} />
        )}
        <div role="status">
          {bugs.bugs.value.count > 0 && (
            <BugNotice bugs={bugs.bugs.value} copyText={model.copyText} onDismiss={bugs.dismiss} />
          )}
        </div>
        <div role="status">{model.notice.value !== undefined && <PopupNotice model={model} />}</div>
        {tab === undefined && model.search.value.found.length > 1 && <FoundList model={model} />}
        {detail && (
          <ErrorBoundary of={detail.token.value}>
            <TokenDetail model={detail} />
          </ErrorBoundary>
        )}
        {tab === undefined && model.draft.text.value === '' && <PopupAbout />}
      </main>
    </TranslateProvider>
  );
}
