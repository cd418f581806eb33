import { spawn } from 'node:child_process';
import { findXvfb } from '../../scripts/browsers.mjs';

const START_TIMEOUT_MS = 10_000;

export type Display = { /** Such as `:99`. */ readonly name: string; end(): Promise<void> };

/** Starts Xvfb, a virtual display, on a free display number. Throws if Xvfb isn't installed. */
export async function createDisplay(): Promise<Display> {
  const found = findXvfb();
  if ('missing' in found) throw new Error(found.missing);
  const server = spawn(found.path, ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const kill = () => void server.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const name = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      kill();
      reject(new Error('Xvfb named no display within 10 s'));
    }, START_TIMEOUT_MS);
    server.once('error', reject);
    server.once('close', (code) => reject(new Error(`Xvfb ended at once with code ${code}`)));
    server.stdio[3]?.once('data', (number: Buffer) => {
      clearTimeout(timer);
      resolve(`:${String(number).trim()}`);
    });
  });
  return {
    name,
    async end() {
      server.kill();
      await ended;
      process.off('exit', kill);
    },
  };
}
