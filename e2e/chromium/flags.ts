export type WindowSize = { readonly width: number; readonly height: number };

export type LaunchOptions = {
  /** Folder of the unpacked extension, such as `dist/chrome`. */
  readonly extension: string;
  /** Folders of other extensions that are loaded with it. */
  readonly beside?: readonly string[];
  /** A user data folder that outlives the browser; without it one of its own, removed at the end. */
  readonly profile?: string;
  /** The executable; without it CHROMIUM_PATH, Playwright's own or the system's. */
  readonly executable?: string;
  /** `http://127.0.0.1:port`: everything goes through it, loopback included. */
  readonly proxy?: string;
  /** A window one can see, on the named X display (`:99`) or on the person's own. Without it: headless. */
  readonly headed?: { readonly display?: string };
  /** What the operating system prefers: pages, popup and DevTools follow it. Light without it. */
  readonly colorScheme?: 'light' | 'dark';
  readonly windowSize?: WindowSize;
  /** `openPage` opens DevTools before it navigates, so that nothing is missed. Off without it. */
  readonly devtools?: boolean;
  /** An IANA name, such as `Europe/Berlin`; the machine's own without it. */
  readonly timeZone?: string;
  /** TLS certificates that nobody vouches for are accepted. */
  readonly acceptsAnyCertificate?: boolean;
};

const DEFAULT_WINDOW_SIZE: WindowSize = { width: 1280, height: 900 };

// A port that refuses: what Chromium asks of its maker on its own account goes there, not into a recording proxy.
const NOWHERE = 'http://127.0.0.1:9/';

const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-search-engine-choice-screen',
  '--disable-default-apps',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-field-trial-config',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-quic',
  '--password-store=basic',
  '--disable-features=OptimizationHints,MediaRouter,NetworkTimeServiceQuerying,Translate,AutofillServerCommunication',
  `--gaia-url=${NOWHERE}`,
  `--component-updater=url-source=${NOWHERE}`,
];

// The browser's own dialogs are reached through its UI DevTools, which press their buttons: see native-dialog.ts.
const NATIVE_DIALOGS = ['--enable-ui-devtools=0', '--enable-features=ui-debug-tools-enable-synthetic-events'];

export function describeFlags(options: LaunchOptions, profile: string): string[] {
  const { width, height } = options.windowSize ?? DEFAULT_WINDOW_SIZE;
  const extensions = [options.extension, ...(options.beside ?? [])].join(',');
  const root = process.getuid?.() === 0;
  return [
    ...QUIET,
    ...NATIVE_DIALOGS,
    // Only the folders given: no other extension of the machine.
    `--load-extension=${extensions}`,
    `--disable-extensions-except=${extensions}`,
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    `--window-size=${width},${height}`,
    // Roles and names are promised for English.
    '--lang=en-US',
    ...(options.headed
      ? []
      : ['--headless=new', '--screen-info={1920x1200}', '--hide-scrollbars', '--mute-audio']),
    // The sandbox refuses root, and namespaces are often missing where tests run.
    ...(root || !options.headed ? ['--no-sandbox'] : []),
    // Containers give /dev/shm 64 MB, which DevTools outgrows.
    ...(process.platform === 'linux' ? ['--disable-dev-shm-usage'] : []),
    ...(options.colorScheme === 'dark' ? ['--force-dark-mode'] : []),
    // Chromium leaves loopback out of a proxy unless told.
    ...(options.proxy ? [`--proxy-server=${options.proxy}`, '--proxy-bypass-list=<-loopback>'] : []),
    ...(options.acceptsAnyCertificate === true ? ['--ignore-certificate-errors'] : []),
    'about:blank',
  ];
}

export function describeEnvironment(options: LaunchOptions): NodeJS.ProcessEnv {
  return {
    ...process.env,
    LANGUAGE: 'en_US',
    ...(options.headed?.display ? { DISPLAY: options.headed.display } : {}),
    ...(options.timeZone ? { TZ: options.timeZone } : {}),
  };
}
