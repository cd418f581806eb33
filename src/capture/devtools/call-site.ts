import { maxCallSiteLength } from '../protocol/limits';

/** A line that is longer tells a name of the page's making, not a place. */
const maxLineLength = 2 * maxCallSiteLength;
const maxLines = 100;

/**
 * Finds the first frame outside our own scripts in an `Error` stack of V8 or SpiderMonkey, as `url:line:column`.
 * `ownRoot` is the URL that those of our scripts begin with, such as `chrome-extension://id/`. Undefined if there is no such frame, as
 * for code without a URL.
 */
export function findCallSite(stack: string, ownRoot: string): string | undefined {
  let start = 0;
  for (let count = 0; count < maxLines && start <= stack.length; count += 1) {
    const found = stack.indexOf('\n', start);
    const end = found === -1 ? stack.length : found;
    const site = end - start > maxLineLength ? undefined : parseFrame(stack.slice(start, end));
    start = end + 1;
    if (site === undefined || site.startsWith(ownRoot)) continue;
    return site.length > maxCallSiteLength ? undefined : site;
  }
  return undefined;
}

function parseFrame(line: string): string | undefined {
  const place = v8Place(line) ?? spiderMonkeyPlace(line);
  // Built-in frames stand as `<anonymous>`, `native` or `index 0`.
  return place !== undefined && /^[a-z][\w+.-]*:.*:\d+$/i.test(place) ? place : undefined;
}

/** `at name (place)`, `at async place`, and for evaluated code `at eval (eval at name (place), <anonymous>:1:1)`. */
function v8Place(line: string): string | undefined {
  const frame = /^ *at (?:async )?(.*)$/.exec(line)?.[1];
  if (frame === undefined) return undefined;
  const evaluated = /\beval at .*?\(([^\s,()]+:\d+:\d+)\)/.exec(frame)?.[1];
  if (evaluated !== undefined) return evaluated;
  // Bundlers' URLs hold brackets of their own: `webpack-internal:///(app-pages-browser)/./page.js`.
  return /\(([a-z][\w+.-]*:.*)\)$/i.exec(frame)?.[1] ?? frame;
}

/** `name@place`, and for evaluated code `name@url line 3 > eval:1:1`. URLs may hold an `@`; names do not. */
function spiderMonkeyPlace(line: string): string | undefined {
  const at = line.indexOf('@');
  if (at === -1) return undefined;
  const place = line.slice(at + 1);
  const evaluated = /^(.*?) line (\d+) > /.exec(place);
  return evaluated === null ? place : `${evaluated[1]}:${evaluated[2]}`;
}
