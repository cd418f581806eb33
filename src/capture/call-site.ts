import { maxCallSiteLength } from './bounds';
import { isMatch, match, partOf, positionOf } from './primordials';

/** A line that is longer tells a name of the page's making, not a place. */
const maxLineLength = 2 * maxCallSiteLength;
const maxLines = 100;

/**
 * Finds the first frame outside our own script in an `Error` stack of V8 or SpiderMonkey, as `url:line:column`.
 * Undefined when there is none, as in code without a URL. Calls nothing that a page can redefine.
 */
export function findCallSite(stack: unknown, ownUrl: string | undefined): string | undefined {
  if (typeof stack !== 'string') return undefined;
  let start = 0;
  for (let count = 0; count < maxLines && start <= stack.length; count += 1) {
    const found = positionOf(stack, '\n', start);
    const end = found === -1 ? stack.length : found;
    const site = end - start > maxLineLength ? undefined : parseFrame(partOf(stack, start, end));
    start = end + 1;
    if (site === undefined || (ownUrl !== undefined && isAt(site, ownUrl))) continue;
    return site.length > maxCallSiteLength ? undefined : site;
  }
  return undefined;
}

/** The URL of the script that the innermost frame stands in. */
export function findScriptUrl(stack: unknown): string | undefined {
  const site = findCallSite(stack, undefined);
  return site === undefined ? undefined : (match(/^(.*?)(?::\d+){1,2}$/, site)?.[1] ?? site);
}

function isAt(site: string, url: string): boolean {
  return site[url.length] === ':' && partOf(site, 0, url.length) === url;
}

function parseFrame(line: string): string | undefined {
  const place = v8Place(line) ?? spiderMonkeyPlace(line);
  // Built-in frames stand as `<anonymous>`, `native` or `index 0`.
  return place !== undefined && isMatch(/^[a-z][\w+.-]*:.*:\d+$/i, place) ? place : undefined;
}

/** `at name (place)`, `at async place`, and for evaluated code `at eval (eval at name (place), <anonymous>:1:1)`. */
function v8Place(line: string): string | undefined {
  const frame = match(/^ *at (?:async )?(.*)$/, line)?.[1];
  if (frame === undefined) return undefined;
  const evaluated = match(/\beval at .*?\(([^\s,()]+:\d+:\d+)\)/, frame)?.[1];
  if (evaluated !== undefined) return evaluated;
  // Bundlers' URLs hold brackets of their own: `webpack-internal:///(app-pages-browser)/./page.js`.
  return match(/\(([a-z][\w+.-]*:.*)\)$/i, frame)?.[1] ?? frame;
}

/** `name@place`, and for evaluated code `name@url line 3 > eval:1:1`. URLs may hold an `@`; names do not. */
function spiderMonkeyPlace(line: string): string | undefined {
  const at = positionOf(line, '@', 0);
  if (at === -1) return undefined;
  const place = partOf(line, at + 1, line.length);
  const evaluated = match(/^(.*?) line (\d+) > /, place);
  return evaluated === null ? place : `${evaluated[1]}:${evaluated[2]}`;
}
