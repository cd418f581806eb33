import { maxCallSiteLength } from './bounds';

/**
 * Finds the first frame outside our own script in an `Error` stack of V8 or SpiderMonkey, as `url:line:column`.
 * Undefined when there is none, as in code without a URL.
 */
export function findCallSite(stack: unknown, ownUrl: string | undefined): string | undefined {
  if (typeof stack !== 'string') return undefined;
  for (const line of stack.split('\n')) {
    const site = parseFrame(line);
    if (site === undefined || (ownUrl !== undefined && site.startsWith(`${ownUrl}:`))) continue;
    return site.length > maxCallSiteLength ? undefined : site;
  }
  return undefined;
}

/** The URL of the script that the innermost frame stands in. */
export function findScriptUrl(stack: unknown): string | undefined {
  return findCallSite(stack, undefined)?.replace(/(?::\d+){1,2}$/, '');
}

function parseFrame(line: string): string | undefined {
  const place = v8Place(line) ?? spiderMonkeyPlace(line);
  // Built-in frames stand as `<anonymous>`, `native` or `index 0`.
  return place !== undefined && /^[a-z][\w+.-]*:.*:\d+$/i.test(place) ? place : undefined;
}

/** `at name (place)`, `at async place`, and for evaluated code `at eval (eval at name (place), <anonymous>:1:1)`. */
function v8Place(line: string): string | undefined {
  const frame = /^\s*at (.*)$/.exec(line)?.[1];
  if (frame === undefined) return undefined;
  const evaluated = /\beval at .*?\(([^\s,]+:\d+:\d+)\)/.exec(frame)?.[1];
  if (evaluated !== undefined) return evaluated;
  // Bundlers' URLs hold brackets of their own: `webpack-internal:///(app-pages-browser)/./page.js`.
  const named = /\(([a-z][\w+.-]*:.*)\)$/i.exec(frame)?.[1];
  return named ?? frame.replace(/^async /, '');
}

/** `name@place`, and for evaluated code `name@url line 3 > eval:1:1`. URLs may hold an `@`; names do not. */
function spiderMonkeyPlace(line: string): string | undefined {
  const at = line.indexOf('@');
  if (at === -1) return undefined;
  return line.slice(at + 1).replace(/ line (\d+) > .*$/, ':$1');
}
