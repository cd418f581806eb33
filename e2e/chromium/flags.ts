export type WindowSize = { readonly width: number; readonly height: number };

export type LaunchOptions = {
  /** Folder of the unpacked extension, such as `dist/chrome`. */
  readonly extension: string;
  /** Folders of other extensions that are loaded too. */
  readonly beside?: readonly string[];
  /** A user data folder that is kept. Without it, a temporary one is removed at the end. */
  readonly profile?: string;
  /** The executable. Default: CHROMIUM_PATH, Playwright's Chromium or the system's. */
  readonly executable?: string;
  /** `http://127.0.0.1:port`: proxy for all requests, loopback included. */
  readonly proxy?: string;
  /** Opens a visible window, on the given X display (`:99`) or on the user's own. Default: headless. */
  readonly headed?: { readonly display?: string };
  /** The color scheme of the operating system, which pages, popup and DevTools follow. Default: light. */
  readonly colorScheme?: 'light' | 'dark';
  readonly windowSize?: WindowSize;
  /** Device pixels per CSS pixel, for sharper screenshots. Default: 1. */
  readonly scale?: number;
  /** `openPage` opens DevTools before it navigates, so that no request is missed. Default: off. */
  readonly devtools?: boolean;
  /** An IANA name, such as `Europe/Berlin`. Default: the machine's time zone. */
  readonly timeZone?: string;
  /** Accepts TLS certificates that no authority signed. */
  readonly acceptsAnyCertificate?: boolean;
};

const DEFAULT_WINDOW_SIZE: WindowSize = { width: 1280, height: 900 };

// A closed port: Chromium's own requests to its vendor go there instead of to a recording proxy.
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

// Enables Chromium's UI DevTools, which can press buttons of the browser's own dialogs: see native-views.ts.
const NATIVE_DIALOGS = ['--enable-ui-devtools=0', '--enable-features=ui-debug-tools-enable-synthetic-events'];

export function describeFlags(options: LaunchOptions, profile: string): string[] {
  const { width, height } = options.windowSize ?? DEFAULT_WINDOW_SIZE;
  const { scale = 1 } = options;
  const extensions = [options.extension, ...(options.beside ?? [])].join(',');
  const root = process.getuid?.() === 0;
  return [
    ...QUIET,
    ...NATIVE_DIALOGS,
    // Only the given folders, no other extension of the machine.
    `--load-extension=${extensions}`,
    `--disable-extensions-except=${extensions}`,
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    `--window-size=${width},${height}`,
    // Roles and names are specified in English.
    '--lang=en-US',
    ...(options.headed
      ? []
      : [
          '--headless=new',
          `--screen-info={${1920 * scale}x${1200 * scale} devicePixelRatio=${scale}}`,
          '--hide-scrollbars',
          '--mute-audio',
        ]),
    // The sandbox rejects root, and namespaces are often missing where tests run.
    ...(root || !options.headed ? ['--no-sandbox'] : []),
    // Containers limit /dev/shm to 64 MB, which is too small for DevTools.
    ...(process.platform === 'linux' ? ['--disable-dev-shm-usage'] : []),
    ...(options.colorScheme === 'dark' ? ['--force-dark-mode'] : []),
    // By default, Chromium bypasses the proxy for loopback.
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
