import { useEffect, useRef, useState } from 'preact/hooks';
import { createLazyComponent } from '../detail/LazyComponent';
import type { ContextMenuProps } from '../components/ContextMenu';
import type { ComparisonProps } from '../detail/Comparison';
import type { TokenDetailProps } from '../detail/TokenDetail';
import { CopyStatus } from '../components/CopyStatus';
import { ErrorBoundary } from '../components/ErrorBoundary';
import type { PanelModel } from '../model/panel';
import { TranslateProvider } from '../format/translate';
import { CaptureBar } from './CaptureBar';
import type { CompareChoiceProps } from './CompareChoice';
import { EmptyList } from './EmptyList';
import type { KeysDialogProps } from './KeysDialog';
import type { KeyringPageProps } from '../keyring/KeyringPage';
import type { LineageSectionProps } from './LineageSection';
import type { TokenActionsProps } from '../actions/TokenActions';
import type { OverviewProps } from '../overview/Overview';
import { CopyAsButton } from '../share/CopyAsButton';
import { Notices } from './Notices';
import type { RejectionBoxProps } from '../request/RejectionBox';
import type { SignInSectionProps } from '../request/SignInSection';
import type { RequestDetailProps } from '../request/RequestDetail';
import type { RequestGridProps } from '../lists/RequestGrid';
import type { RequestsProps } from './Requests';
import { Splitter } from './Splitter';
import { StatusBar } from './StatusBar';
import type { TokenGridProps } from '../lists/TokenGrid';
import { viewId, viewLabels } from './ViewTabs';

/** Loaded after the list is shown, because the details are most of the code. */
const TokenDetail = createLazyComponent<TokenDetailProps>(
  async () => (await import('../detail/TokenDetail')).TokenDetail,
);

const Requests = createLazyComponent<RequestsProps>(async () => (await import('./Requests')).Requests);

const TokenGrid = createLazyComponent<TokenGridProps>(
  async () => (await import('../lists/TokenGrid')).TokenGrid,
);

const RequestGrid = createLazyComponent<RequestGridProps>(
  async () => (await import('../lists/RequestGrid')).RequestGrid,
);

const RequestDetail = createLazyComponent<RequestDetailProps>(
  async () => (await import('../request/RequestDetail')).RequestDetail,
);

const Overview = createLazyComponent<OverviewProps>(
  async () => (await import('../overview/Overview')).Overview,
);

const RejectionBox = createLazyComponent<RejectionBoxProps>(
  async () => (await import('../request/RejectionBox')).RejectionBox,
);

const LineageSection = createLazyComponent<LineageSectionProps>(
  async () => (await import('./LineageSection')).LineageSection,
);

const CompareButton = createLazyComponent<CompareChoiceProps>(
  async () => (await import('./CompareChoice')).CompareButton,
);

const Comparison = createLazyComponent<ComparisonProps>(
  async () => (await import('../detail/Comparison')).Comparison,
);

const TokenActions = createLazyComponent<TokenActionsProps>(
  async () => (await import('../actions/TokenActions')).TokenActions,
);

const TokenForm = createLazyComponent<TokenActionsProps>(
  async () => (await import('../actions/TokenForm')).TokenForm,
);

const KeyringPage = createLazyComponent<KeyringPageProps>(
  async () => (await import('../keyring/KeyringPage')).KeyringPage,
);

const SignInSection = createLazyComponent<SignInSectionProps>(
  async () => (await import('../request/SignInSection')).SignInSection,
);

const ContextMenu = createLazyComponent<ContextMenuProps>(
  async () => (await import('../components/ContextMenu')).ContextMenu,
);

const KeysDialog = createLazyComponent<KeysDialogProps>(
  async () => (await import('./KeysDialog')).KeysDialog,
);

interface PanelProps {
  readonly model: PanelModel;
}

/** The DevTools panel. It fills its root and uses the theme of DevTools, which can differ from the system's. */
export function Panel({ model }: PanelProps) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const ends: (() => void)[] = [];
    void Promise.all([import('./panel-keys'), import('../components/keep-focus')]).then(
      ([{ listenToKeys }, { keepFocus }]) => {
        if (root.current) ends.push(listenToKeys(root.current, model), keepFocus(root.current));
      },
    );
    return () => ends.forEach((end) => end());
  }, []);
  return (
    <TranslateProvider value={model.t}>
      <div
        class="app panel"
        ref={root}
        data-theme={model.screen.theme.value}
        onPointerDownCapture={model.screen.keepView}
        onKeyDownCapture={model.screen.keepView}
        onWheelCapture={model.screen.keepView}
        onDragOver={(event) => {
          // Otherwise the browser would navigate from the panel to the file.
          if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
        }}
        onDrop={(event) => {
          const files = [...(event.dataTransfer?.files ?? [])];
          // Skips drops that were handled by the key box or the secret search.
          if (files.length === 0 || event.defaultPrevented) return;
          event.preventDefault();
          model.drop(files);
        }}
      >
        {model.screen.isOrphaned.value ? (
          <main class="orphaned">
            <p role="alert">{model.t('panel_orphaned')}</p>
          </main>
        ) : (
          <>
            <CaptureBar model={model} />
            <Notices model={model} />
            <OverviewSlot model={model} />
            <main class="panes" style={{ '--share': `${model.screen.share.value}%` }}>
              <ListPane model={model} />
              <Splitter model={model.screen} />
              <DetailPane model={model} />
              <ComparisonPane model={model} />
              {model.screen.isKeyringShown.value && <KeyringPage model={model} />}
              <MenuSlot model={model} />
            </main>
            <StatusBar model={model} />
            {model.screen.isKeysShown.value && <KeysDialog onClose={() => model.screen.showKeys(false)} />}
          </>
        )}
      </div>
    </TranslateProvider>
  );
}

/** In a lower panel, the overview is collapsed unless the user expands it, so that the claims are in view. */
const lowPanel = '(max-height: 420px)';

/** Has the overview's height from the start, so that the list doesn't move when it's loaded. */
function OverviewSlot({ model }: PanelProps) {
  const [isLow, setLow] = useState(() => matchMedia(lowPanel).matches);
  useEffect(() => {
    const query = matchMedia(lowPanel);
    const update = () => setLow(query.matches);
    query.addEventListener('change', update);
    return () => query.removeEventListener('change', update);
  }, []);
  // Pasted tokens have no times at which they were used.
  const hasTokens = model.texts === undefined && model.tokens.entries().size > 0;
  const isEmpty = !hasTokens && model.requests.listed.value.length === 0;
  const isCollapsed = model.screen.isOverviewCollapsed.value ?? isLow;
  return (
    <div class={`overview-slot${isEmpty ? '' : isCollapsed ? ' overview-collapsed' : ' overview-expanded'}`}>
      {!isEmpty && (
        <ErrorBoundary of={isCollapsed}>
          <Overview model={model} isCollapsed={isCollapsed} />
        </ErrorBoundary>
      )}
    </div>
  );
}

/** A component of its own, so that typing in the filter doesn't render the details again. */
function ListPane({ model }: PanelProps) {
  return (
    <div class="list" role="tabpanel" id={viewId} aria-label={model.t(viewLabels[model.screen.view.value])}>
      {model.screen.view.value === 'tokens' ? (
        <ErrorBoundary of={model.tokens.shown.value}>
          <TokenGrid model={model} />
        </ErrorBoundary>
      ) : (
        <ErrorBoundary of={model.requests.shown.value}>
          <RequestGrid model={model} />
        </ErrorBoundary>
      )}
      <EmptyList model={model} />
    </div>
  );
}

function TokenRejection({ model, detail }: RequestDetailProps) {
  const shown = model.causes.shown.value;
  return shown ? (
    <RejectionBox
      shown={shown}
      call={model.actions.call}
      copying={detail.copying}
      onOpen={() => model.openRequest(shown.request.id)}
    />
  ) : null;
}

/** Compares the selected token with the one before it. */
function TokenLine({ model }: PanelProps) {
  const id = model.tokens.selectedId.value;
  if (id === undefined) return null;
  return (
    <>
      {model.comparison.previousOf(id) !== undefined && <CompareButton model={model} tokenId={id} />}
      <CopyAsButton
        menu={model.menu}
        items={async () => (await import('../share/copy-as')).listTokenCopies(model, id)}
      />
    </>
  );
}

function DetailPane({ model }: PanelProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const detail = model.detail.value;
  const isRequests = model.screen.view.value === 'requests';
  if (model.isEmpty.value) {
    // The list says what to do.
    const name = model.t(isRequests ? 'region_request' : 'region_token');
    return (
      <section class="detail" aria-label={name}>
        <h1 class="visually-hidden">{name}</h1>
        {detail && <CopyStatus copying={detail.copying} />}
      </section>
    );
  }
  if (detail === undefined) return null;
  if (isRequests) {
    return (
      <ErrorBoundary of={model.requests.selected.value}>
        <RequestDetail model={model} detail={detail} />
      </ErrorBoundary>
    );
  }
  return (
    <ErrorBoundary of={detail.token.value}>
      <TokenDetail
        model={detail}
        scroller={scroller}
        rejection={
          <>
            {model.tokens.isHidden.value && <p class="detail-note quiet">{model.t('summary_hidden')}</p>}
            {model.tokens.isKept.value && (
              <p class="detail-note">
                {model.t('summary_kept')}{' '}
                <button type="button" class="button" onClick={model.discardEdits}>
                  {model.t('editor_discard')}
                </button>
              </p>
            )}
            {model.actions.form.value && <TokenForm model={model} />}
            <TokenRejection model={model} detail={detail} />
          </>
        }
        comparing={
          <>
            <TokenLine model={model} />
            <TokenActions model={model} />
          </>
        }
        editedActions={(edited) => <TokenActions model={model} edited={edited} />}
        isRejectionShown={model.causes.shown.value !== undefined}
      >
        <SignInSection model={model} folds={detail.folds} />
        <Requests model={model} detail={detail} scroller={scroller} />
        <LineageSection model={model} detail={detail} />
      </TokenDetail>
    </ErrorBoundary>
  );
}

function MenuSlot({ model: { menu } }: PanelProps) {
  const shown = menu.value;
  return shown ? (
    <ErrorBoundary of={shown}>
      <ContextMenu model={menu} menu={shown} />
    </ErrorBoundary>
  ) : null;
}

/** In front of the details. */
function ComparisonPane({ model }: PanelProps) {
  const compared = model.comparison.shown.value;
  return compared ? (
    <ErrorBoundary of={compared}>
      <Comparison model={model.comparison} compared={compared} />
    </ErrorBoundary>
  ) : null;
}
