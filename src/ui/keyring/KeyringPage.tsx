import '../style/keyring.css';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Icon } from '../components/Icon';
import { CopyStatus } from '../components/CopyStatus';
import { translateResult } from '../format/params';
import { useTranslate, type Translate } from '../format/translate';
import { createKeyringPage, type KeyringProblem } from '../model/keyring-page';
import type { PanelModel } from '../model/panel';
import { AddKey } from './AddKey';
import { KeyTable } from './KeyTable';

/** The panel, whose keyring is shown in place of its lists. */
export interface KeyringPageProps {
  readonly model: PanelModel;
}

/** All keys, in place of the list and the details until it's closed. */
export function KeyringPage({ model: { keyringPage, screen } }: KeyringPageProps) {
  const t = useTranslate();
  const page = useMemo(() => createKeyringPage(keyringPage), []);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const focused = document.activeElement;
    heading.current?.focus();
    return () => {
      page.end();
      // The list and the details are visible again only after this element is removed.
      setTimeout(() => focused instanceof HTMLElement && focused.focus());
    };
  }, []);
  const listing = page.listing.value;
  const problem = page.problem.value;
  return (
    <section
      class="keyring"
      aria-label={t('keyring')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        screen.toggleKeyring();
      }}
    >
      <header class="keyring-head">
        <h1 ref={heading} tabIndex={-1}>
          {t('keyring')}
        </h1>
        <button type="button" class="button" title={t('capture_close_title')} onClick={screen.toggleKeyring}>
          {t('capture_close')}
        </button>
      </header>
      <p class="quiet">{t('keyring_explained')}</p>
      <AddKey page={page} />
      <div role="alert">
        {problem !== undefined && (
          <p class="problem problem-wrong">
            <Icon name="wrong" /> {describeProblem(t, problem)}
          </p>
        )}
      </div>
      {listing !== undefined && <KeyTable page={page} listing={listing} />}
      <CopyStatus copying={page.copying} />
    </section>
  );
}

function describeProblem(t: Translate, problem: KeyringProblem): string {
  return 'reason' in problem ? problem.reason : translateResult(t, problem.code, problem.params);
}
