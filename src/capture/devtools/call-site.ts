import { maxCallSiteLength } from '../protocol/limits';
import { maxStackLineLength, maxStackLines } from './limits';

/**
 * Finds the first frame outside our own scripts in an `Error` stack of V8 or SpiderMonkey, as `url:line:column`.
 * `ownRoot` is the URL prefix of our scripts, such as `chrome-extension://id/`. Undefined if there is no such frame,
 * for example for code without a URL.
 */
export function findCallSite(stack: string, ownRoot: string): string | undefined {
  let start = 0;
  for (let count = 0; count < maxStackLines && start <= stack.length; count += 1) {
    const found = stack.indexOf('\n', start);
    const end = found === -1 ? stack.length : found;
    const site = end - start > maxStackLineLength ? undefined : parseFrame(stack.slice(start, end));
    start = end + 1;
    if (site === undefined || site.startsWith(ownRoot)) continue;
    return site.length > maxCallSiteLength ? undefined : site;
  }
  return undefined;
}

function parseFrame(line: string): string | undefined {
  const site = parseV8Frame(line) ?? parseSpiderMonkeyFrame(line);
  // Built-in frames are written as `<anonymous>`, `native` or `index 0`.
  return site !== undefined && /^[a-z][\w+.-]*:.*:\d+$/i.test(site) ? site : undefined;
}

/** `at name (site)`, `at async site`, and for evaluated code `at eval (eval at name (site), <anonymous>:1:1)`. */
function parseV8Frame(line: string): string | undefined {
  const frame = /^ *at (?:async )?(.*)$/.exec(line)?.[1];
  if (frame === undefined) return undefined;
  const evaluated = /\beval at .*?\(([^\s,()]+:\d+:\d+)\)/.exec(frame)?.[1];
  if (evaluated !== undefined) return evaluated;
  // Bundlers use parentheses within URLs: `webpack-internal:///(app-pages-browser)/./page.js`.
  return /\(([a-z][\w+.-]*:.*)\)$/i.exec(frame)?.[1] ?? frame;
}

/** `name@site`, and for evaluated code `name@url line 3 > eval:1:1`. URLs may contain an `@`; names don't. */
function parseSpiderMonkeyFrame(line: string): string | undefined {
  const at = line.indexOf('@');
  if (at === -1) return undefined;
  const site = line.slice(at + 1);
  const evaluated = /^(.*?) line (\d+) > /.exec(site);
  return evaluated === null ? site : `${evaluated[1]}:${evaluated[2]}`;
}
