import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('./bin.ts', import.meta.url));

/** Every file that Node loads writes its address to standard error. */
const tracer = `import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, nextLoad) {
    process.stderr.write(url + '\\n');
    return nextLoad(url, context);
  },
});
`;

async function loadedBy(args: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'variegate-loading-'));
  try {
    const file = path.join(folder, 'tracer.mjs');
    await writeFile(file, tracer);
    const { stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', `file://${file.replaceAll('\\', '/')}`, program, ...args],
      { maxBuffer: 2 ** 24 },
    );
    return stderr.split('\n').filter(line => line !== '');
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('Help loads neither a library that draws plots nor anything that renders.', async () => {
  const files = await loadedBy(['--help']);
  expect(files.some(file => file.endsWith('/program.ts'))).toBe(true);
  expect(files.filter(file => /echarts|zrender|execa|inngest|packages\/variants/.test(file))).toEqual([]);
});

test('What draws plots is loaded where plots are drawn, and not with everything else that makes variants.', async () => {
  const files = await loadedBy(['plan', '--help']);
  expect(files.some(file => /variants\/src\/library\/plan-variants/.test(file))).toBe(true);
  expect(files.filter(file => /echarts|zrender/.test(file))).toEqual([]);
});

test('Of OpenTelemetry nothing but its API is loaded, and that not before something is made.', async () => {
  const spans = (files: readonly string[]) => files.filter(file => /opentelemetry/.test(file));
  expect(spans(await loadedBy(['--version']))).toEqual([]);
  const files = spans(await loadedBy(['plan', '--help']));
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter(file => !file.includes('/@opentelemetry/api/'))).toEqual([]);
});
