import { beforeEach, describe, expect, it } from 'vitest';
import type { Exchange, FileProblem } from '../../traffic';
import { makeHttp, makeToken } from '../protocol/exchange.fixture';
import { createFileReader, type FileResponse, type FileRequest } from './file-worker';
import { createFileAccess } from './open-files';
import { readExchanges } from './read-file';

const about = { version: '1.2.3' };
const bugs: unknown[] = [];
const reportBug = (error: unknown) => bugs.push(error);

beforeEach(() => void bugs.splice(0));

/** A worker's channel with the real reader, or with the given one. */
function startReader(createReader: typeof createFileReader = createFileReader) {
  const { port1, port2 } = new MessageChannel();
  const handleRequest = createReader((respond: FileResponse) => port2.postMessage(respond));
  port2.addEventListener('message', ({ data }: MessageEvent<FileRequest>) => handleRequest(data));
  port1.start();
  port2.start();
  let isEnded = false;
  const worker = Object.assign(port1, {
    terminate: () => {
      isEnded = true;
      port1.close();
    },
  });
  return { worker: worker as unknown as Worker, isEnded: () => isEnded, port2 };
}

function makeFile(content: BlobPart, size?: number): File {
  const file = new File([content], 'a.har', { lastModified: 1_000 });
  return size === undefined ? file : Object.defineProperty(file, 'size', { value: size });
}

const harOf = (count: number) =>
  JSON.stringify({
    log: {
      entries: Array.from({ length: count }, (_, at) => ({ request: { url: `https://a.test/${at}` } })),
    },
  });

async function readWith(
  { worker }: ReturnType<typeof startReader>,
  file: File,
  signal = new AbortController().signal,
): Promise<{ readonly batches: (readonly Exchange[])[]; readonly problems: readonly FileProblem[] }> {
  const batches: (readonly Exchange[])[] = [];
  const problems = await createFileAccess(() => worker, about, reportBug).read(
    file,
    async (exchanges) => void batches.push(exchanges),
    signal,
  );
  return { batches, problems };
}

describe('createFileAccess.read', () => {
  it('starts no worker for a file that is too large, or after an abort', async () => {
    const access = createFileAccess(
      () => {
        throw new Error('no worker is needed');
      },
      about,
      reportBug,
    );
    const take = async () => {
      throw new Error('nothing should be taken');
    };
    const tooLarge = makeFile('[]', 256 * 1024 * 1024 + 1);
    expect(await access.read(tooLarge, take, new AbortController().signal)).toEqual([{ code: 'too large' }]);
    expect(await access.read(makeFile('[]'), take, AbortSignal.abort())).toEqual([]);
    expect(await access.read(makeFile('[]'), take, new AbortController().signal)).toEqual([
      { code: 'unreadable' },
    ]);
    expect(bugs).toMatchObject([{ message: 'no worker is needed' }]);
  });

  it('returns the problem of the file, and terminates the worker', async () => {
    const reader = startReader();
    expect(await readWith(reader, makeFile('{'))).toEqual({ batches: [], problems: [{ code: 'not JSON' }] });
    expect(reader.isEnded()).toBe(true);
    expect(bugs).toEqual([]);
  });

  it('reports an exception in the worker that the file alone doesn’t cause', async () => {
    const unexpected = {
      arrayBuffer: () => Promise.reject(new TypeError('a bug')),
      size: 0,
    } as unknown as Blob;
    const reader = startReader((respond) => {
      const handleRequest = createFileReader(respond);
      return (request) => handleRequest(request === 'next' ? request : { ...request, file: unexpected });
    });
    expect((await readWith(reader, makeFile('[]'))).problems).toEqual([{ code: 'unreadable' }]);
    expect(bugs).toMatchObject([{ message: 'a bug' }]);
    expect(bugs[0]).toBeInstanceOf(TypeError);
  });

  it('returns "unreadable" if the worker fails', async () => {
    for (const type of ['error', 'messageerror']) {
      const reader = startReader(() => () => reader.worker.dispatchEvent(new Event(type)));
      expect((await readWith(reader, makeFile('[]'))).problems).toEqual([{ code: 'unreadable' }]);
      expect(reader.isEnded()).toBe(true);
    }
  });

  it('returns "unreadable" if reading the content fails', async () => {
    const gone = { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) };
    const responses: FileResponse[] = [];
    await new Promise<void>((resolve) => {
      const handleRequest = createFileReader((respond) => {
        responses.push(respond);
        resolve();
      });
      handleRequest({ file: gone as unknown as Blob, name: 'gone', writtenAtMs: 0 });
    });
    expect(responses).toEqual([{ problems: [{ code: 'unreadable' }] }]);
  });

  it('emits everything in batches, each in its own task after the previous one was taken', async () => {
    const reader = startReader((respond) =>
      createFileReader((response) => {
        if ('exchanges' in response) expect(taking).toBe(0);
        respond(response);
      }),
    );
    let taking = 0;
    let tasks = 0;
    const sizes: number[] = [];
    const tasksAt: number[] = [];
    let isOver = false;
    const countTasks = () => {
      tasks += 1;
      if (!isOver) setImmediate(countTasks);
    };
    countTasks();
    const problems = await createFileAccess(() => reader.worker, about, reportBug).read(
      makeFile(harOf(250)),
      async (exchanges) => {
        taking += 1;
        sizes.push(exchanges.length);
        tasksAt.push(tasks);
        await new Promise((resolve) => setImmediate(resolve));
        taking -= 1;
      },
      new AbortController().signal,
    );
    isOver = true;
    expect(problems).toEqual([]);
    expect(sizes).toEqual([100, 100, 50]);
    expect(new Set(tasksAt).size).toBe(3);
    expect(reader.isEnded()).toBe(true);
  });

  it('uses the date of the file for entries without one', async () => {
    expect((await readWith(startReader(), makeFile(harOf(1)))).batches).toMatchObject([
      [{ sentAtMs: 1_000 }],
    ]);
  });

  it('ends on abort, and terminates the worker', async () => {
    const reader = startReader();
    const ending = new AbortController();
    let taken = 0;
    const problems = await createFileAccess(() => reader.worker, about, reportBug).read(
      makeFile(harOf(250)),
      async () => {
        taken += 1;
        ending.abort();
      },
      ending.signal,
    );
    expect(problems).toEqual([]);
    expect(taken).toBe(1);
    expect(reader.isEnded()).toBe(true);
  });

  it('reads UTF-16 with a byte order mark, such as PowerShell writes, and UTF-8 with one', async () => {
    const text = `\ufeff${harOf(1)}`;
    const bytes = new DataView(new ArrayBuffer(text.length * 2));
    for (const isLittleEndian of [true, false]) {
      for (let at = 0; at < text.length; at += 1)
        bytes.setUint16(at * 2, text.charCodeAt(at), isLittleEndian);
      expect((await readWith(startReader(), makeFile(bytes.buffer.slice(0)))).problems).toEqual([]);
    }
    expect((await readWith(startReader(), makeFile(text))).problems).toEqual([]);
    expect((await readWith(startReader(), makeFile(Uint8Array.of(0xff)))).problems).toEqual([
      { code: 'not JSON' },
    ]);
    expect((await readWith(startReader(), makeFile(''))).problems).toEqual([{ code: 'not JSON' }]);
  });
});

describe('createFileAccess.write', () => {
  const access = createFileAccess(
    () => {
      throw new Error('no worker is needed');
    },
    about,
    reportBug,
  );

  it("returns undefined if the exchanges can't be written", async () => {
    const failing: readonly Exchange[] = [
      {
        ...makeHttp(),
        get url(): string {
          throw new Error('no');
        },
      },
    ];
    expect(await access.write(failing, 'json')).toBeUndefined();
    expect(bugs).toMatchObject([{ message: 'no' }]);
  });

  it('sanitizes, and notes it in the file and in its preview', async () => {
    const token = makeToken(1);
    const exchanges = [makeHttp({ requestHeaders: [{ name: 'Authorization', value: `Bearer ${token}` }] })];
    for (const format of ['har', 'json'] as const) {
      const written = await access.write(exchanges, format, {});
      const text = (await written?.text()) ?? '';
      expect(text).toContain(token.slice(0, token.lastIndexOf('.')));
      expect(text).not.toContain(token);
      expect([...readExchanges(text, { writtenAtMs: 0 })]).toHaveLength(1);
      expect(text).toContain(
        format === 'har' ? '"_jwtDevtoolsSanitized":{"replaced"' : '"sanitized":{"replaced"',
      );
    }
    const { signal } = new AbortController();
    expect(await access.preview(exchanges, {}, signal)).toMatchObject({ counts: { signature: 1 } });
  });

  it('stops a preview that is not needed any more', async () => {
    const ending = new AbortController();
    // They take longer than a slice.
    const exchanges = Array.from({ length: 2_000 }, (_, index) =>
      makeHttp({ requestHeaders: [{ name: 'Authorization', value: `Bearer ${makeToken(index)}` }] }),
    );
    let isLastRead = false;
    const last = {
      ...makeHttp(),
      get url(): string {
        isLastRead = true;
        return 'https://app.test/';
      },
    };
    const pending = access.preview([...exchanges, last], {}, ending.signal);
    ending.abort();
    expect(await pending).toBeUndefined();
    expect(isLastRead).toBe(false);
  });

  it('writes JSON with the creator, even without exchanges', async () => {
    const har = await access.write([], 'har');
    expect(har?.type).toBe('application/json');
    expect(JSON.parse((await har?.text()) ?? '')).toEqual({
      log: { version: '1.2', creator: { name: 'JWT DevTools', version: '1.2.3' }, pages: [], entries: [] },
    });
    expect(JSON.parse((await (await access.write([], 'json'))?.text()) ?? '')).toEqual({
      format: 'jwt-devtools',
      version: 2,
      savedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      exchanges: [],
    });
  });

  it('lets other tasks run in between, and its file can be read completely', async () => {
    const exchanges = Array.from({ length: 1_000 }, (_, index) =>
      makeHttp({ id: `${index}`, url: `https://a.test/${index}` }),
    );
    let isOver = false;
    let between = 0;
    const count = () => {
      between += 1;
      if (!isOver) setImmediate(count);
    };
    count();
    const blob = await access.write(exchanges, 'har');
    isOver = true;
    expect(between).toBeGreaterThanOrEqual(10);
    const { batches } = await readWith(startReader(), makeFile(blob as Blob));
    expect(batches.flat().map((exchange) => exchange.kind === 'http' && exchange.url)).toEqual(
      exchanges.map(({ url }) => url),
    );
  });
});
