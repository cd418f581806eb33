/** The browser that this build is for; set by the build. Used only in `capture`. */
// oxlint-disable-next-line no-underscore-dangle -- looks unlike any variable, since the build replaces it as text
declare const __BROWSER__: 'chrome' | 'firefox';
