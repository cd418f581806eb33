/** The version of the extension; set by the build. */
// oxlint-disable-next-line no-underscore-dangle -- looks unlike any variable, since the build replaces it as text
declare const __VERSION__: string;
