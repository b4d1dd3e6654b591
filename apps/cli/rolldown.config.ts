import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'rolldown';

/*
 * The command is published as one package with everything that it needs in it, so that installing it fetches few
 * files and starting it reads few. Code that a command does not need stays in chunks that it does not load.
 */
export default defineConfig({
  input: {
    bin: 'src/bin.ts',
    // The SDK starts this file in a thread of its own, and looks for it beside the code that starts it.
    runner: fileURLToPath(
      new URL('components/connect/strategies/workerThread/runner.js', import.meta.resolve('inngest/connect')),
    ),
  },
  platform: 'node',
  // The oldest Node that is supported does not know `using`.
  transform: { target: 'node22.13' },
  // Its fonts are files that ffmpeg reads.
  external: ['dejavu-fonts-ttf/package.json'],
  plugins: [pageOfService(), thirdPartyLicences()],
  output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: '[name]-[hash].js' },
});

/** The files of the service's page, which it reads when a browser asks for them. */
function pageOfService(): Plugin {
  return {
    name: 'page-of-service',
    generateBundle() {
      const folder = fileURLToPath(new URL('../service/page/', import.meta.url));
      for (const name of readdirSync(folder).filter(file => file !== 'tsconfig.json'))
        this.emitFile({
          type: 'asset',
          fileName: `page/${name}`,
          source: readFileSync(path.join(folder, name)),
        });
    },
  };
}

/** The licences and notices of the packages whose code the bundle holds. */
function thirdPartyLicences(): Plugin {
  return {
    name: 'third-party-licences',
    generateBundle(_options, bundle) {
      const folders = new Set(
        Object.values(bundle).flatMap(file =>
          file.type === 'chunk' ? file.moduleIds.map(packageFolderOf).filter(folder => folder !== null) : [],
        ),
      );
      const notices = [...folders].map(noticeOf).sort();
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES', source: notices.join('\n\n') });
    },
  };
}

/** The folder of the package of others that a module comes from, or null for one of ours. */
function packageFolderOf(module: string): string | null {
  return /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(module)?.[0] ?? null;
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  ) as Record<string, unknown>;
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && /^(licen[cs]e|notice|copying)/i.test(entry.name))
    .map(entry => readFileSync(path.join(folder, entry.name), 'utf8').trim());
  return [`# ${name} ${version} (${license ?? 'see below'})`, ...texts].join('\n\n');
}
