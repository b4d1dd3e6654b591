import { execFile, execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ffmpeg, ordinaryClip } from '../testing/make-media.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const hasStrace = (() => {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const script = fileURLToPath(new URL('../testing/probe-each.ts', import.meta.url));

/** Files that name another user's video, or an address, and call themselves films. */
function lures(secret: string): Readonly<Record<string, string>> {
  return {
    'playlist.mp4': `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${secret}\n#EXT-X-ENDLIST\n`,
    'online.mp4':
      '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://127.0.0.1:9/film.ts\n#EXT-X-ENDLIST\n',
    'concat.mkv': `ffconcat version 1.0\nfile '${secret}'\n`,
    'manifest.mov':
      '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT4S">' +
      `<Period><AdaptationSet><Representation id="1" bandwidth="1"><BaseURL>${secret}</BaseURL>` +
      '</Representation></AdaptationSet></Period></MPD>',
    'session.ts': 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n',
    'art.avi': 'root:x:0:0:root:/root:/bin/bash\n'.repeat(50),
  };
}

describe.skipIf(!hasStrace)('Files that name other files', () => {
  test('are refused, and what they name is neither opened nor called', async () => {
    await using folder = await temporaryFolder();
    const secret = join(folder.path, 'secret-film.ts');
    await ffmpeg('-i', await ordinaryClip(), '-c', 'copy', secret);
    const paths: string[] = [];
    for (const [name, content] of Object.entries(lures(secret))) {
      const path = join(folder.path, name);
      await writeFile(path, content);
      paths.push(path);
    }
    const log = join(folder.path, 'trace.log');
    const { stdout } = await promisify(execFile)('strace', [
      ...['-f', '-qq', '-e', 'trace=open,openat,connect,sendto,bind', '-s', '500', '-o', log],
      ...[process.execPath, script, ...paths],
    ]);
    expect(
      stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toEqual(paths.map(path => ({ path, reason: 'not-media' })));
    const trace = await readFile(log, 'utf8');
    // The trace does see what is opened.
    for (const path of paths) expect(trace).toContain(path);
    expect(trace).not.toContain('secret-film');
    expect(trace.split('\n').filter(line => /AF_INET6?/.test(line))).toEqual([]);
  });
});
