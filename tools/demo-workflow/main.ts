import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { passOn } from '../provision/pass-on.mjs';
import { say } from '../provision/say.mjs';
import { rootFolder } from '../provision/workspace.mjs';
import { makeSample } from '../sample/make-sample.ts';
import { command, startDemoService } from './start-demo-service.ts';

// `npm run demo:workflow`: starts the service, requests a batch of the sample clip, shows its progress, prints
// its outcome, and stops the service.
const sample = await makeSample();
const folder = mkdtempSync(join(tmpdir(), 'variegate-demo-'));
try {
  const service = await startDemoService({
    inputRoot: dirname(sample),
    outputRoot: join(rootFolder, 'demo-output'),
    stateFolder: join(folder, 'state'),
  });
  say(`the service answers at ${service.url}`);
  try {
    const request = join(folder, 'request.json');
    // A new name each time: existing variants are found by their contents, not by the batch's name.
    const batchId = `demo-${Date.now()}`;
    const inputs = [basename(sample)];
    writeFileSync(request, JSON.stringify({ batchId, outDir: 'workflow', inputs, count: 3 }));
    await passOn(process.execPath, [...command, 'send', request, '--wait', '--url', service.url], {
      cwd: process.cwd(),
      env: process.env,
    });
  } finally {
    const exitCode = await service.stop();
    say(exitCode === 0 ? 'the service has stopped' : `the service ended with exit code ${exitCode}`);
    if (exitCode !== 0) process.exitCode ||= 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
