import { BugNotice } from '../components/BugNotice';
import { ErrorBoundary } from '../components/ErrorBoundary';
import { useKeptFocus } from '../components/useKeptFocus';
import { createLazyComponent } from '../detail/LazyComponent';
import { TranslateProvider, useTranslate, type MessageKey } from '../format/translate';
import type { Clock } from '../model/clock';
import type { PopupModel } from '../model/popup';
import { takeFiles } from '../popup/take-files';
import editorDark from './pictures/editor-dark.webp';
import editorLight from './pictures/editor-light.webp';
import rejectionDark from './pictures/rejection-dark.webp';
import rejectionLight from './pictures/rejection-light.webp';
import tokenDark from './pictures/token-dark.webp';
import tokenLight from './pictures/token-light.webp';
import type { TryBoxProps } from './TryBox';

const TryBox = createLazyComponent<TryBoxProps>(async () => (await import('./TryBox')).TryBox);

interface WelcomeProps {
  /** The text box and what was found in it. */
  readonly model: PopupModel;
  readonly clock: Clock;
}

const pictures: readonly (Omit<PictureProps, 'title' | 'text'> & Record<'title' | 'text', MessageKey>)[] = [
  { title: 'welcome_rejection', text: 'welcome_rejection_text', light: rejectionLight, dark: rejectionDark },
  { title: 'welcome_token', text: 'welcome_token_text', light: tokenLight, dark: tokenDark },
  { title: 'welcome_editor', text: 'welcome_editor_text', light: editorLight, dark: editorDark },
];

const limits: readonly MessageKey[] = [
  'welcome_limit_sites',
  'welcome_limit_sends',
  'welcome_limit_connects',
  'welcome_limit_disk',
  'welcome_limit_changes',
  'welcome_limit_server',
  'welcome_limit_captures',
  'welcome_limit_encrypted',
];

/** The first-run page: what the extension does, why the browser warns at install, and a text box to try it. */
export function Welcome({ model, clock }: WelcomeProps) {
  const { t, bugs } = model;
  const root = useKeptFocus();
  return (
    <TranslateProvider value={t}>
      <main class="app welcome" ref={root} {...takeFiles(model)}>
        <div role="status">
          <BugNotice bugs={bugs.bugs.value} copyText={model.copyText} onDismiss={bugs.dismiss} />
        </div>
        <section>
          <h1>{t('extName')}</h1>
          <p>{t('welcome_lead')}</p>
          <p>{t('welcome_open')}</p>
          <p>
            <a class="text-button" href="options.html">
              {t('options_link')}
            </a>
          </p>
        </section>
        <section aria-label={t('welcome_try')}>
          <h2>{t('welcome_try')}</h2>
          <p class="quiet">{t('welcome_try_explained')}</p>
          <div class="try-box">
            <ErrorBoundary of={model.detail.value?.token.value}>
              <TryBox model={model} clock={clock} />
            </ErrorBoundary>
          </div>
        </section>
        <section aria-label={t('welcome_pictures')}>
          <h2>{t('welcome_pictures')}</h2>
          {pictures.map(({ title, text, light, dark }) => (
            <Picture key={title} title={t(title)} text={t(text)} light={light} dark={dark} />
          ))}
        </section>
        <section aria-label={t('welcome_warning')}>
          <h2>{t('welcome_warning')}</h2>
          <p>{t('welcome_warning_text')}</p>
          <p>{t('welcome_warning_access')}</p>
        </section>
        <section aria-label={t('welcome_limits')}>
          <h2>{t('welcome_limits')}</h2>
          <ul>
            {limits.map((name) => (
              <li key={name}>{t(name)}</li>
            ))}
          </ul>
        </section>
      </main>
    </TranslateProvider>
  );
}

interface PictureProps {
  readonly title: string;
  readonly text: string;
  /** The URL of the picture in each theme. The other one isn't loaded. */
  readonly light: string;
  readonly dark: string;
}

function Picture({ title, text, light, dark }: PictureProps) {
  const t = useTranslate();
  const alt = t('welcome_picture', title);
  return (
    <figure>
      <figcaption>
        <strong>{title}</strong>
        {text}
      </figcaption>
      <img class="picture-light" src={light} alt={alt} width={840} height={470} loading="lazy" />
      <img class="picture-dark" src={dark} alt={alt} width={840} height={470} loading="lazy" />
    </figure>
  );
}
