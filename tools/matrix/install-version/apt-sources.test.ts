import { expect, test } from 'vitest';
import { parseAptSources, sourcesOfRelease, sourceText } from './apt-sources.ts';

const deb822 = `Types: deb
# where images were made from
URIs: http://archive.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/archive.gpg

Types: deb
URIs: http://archive.example/debian-security
Suites: bookworm-security
Components: main

Types: deb-src
URIs: http://archive.example/debian
Suites: bookworm
Components: main

Enabled: no
Types: deb
URIs: http://other.example/debian
Suites: bookworm
Components: main
`;

test('Of a file with stanzas, the sources of binary packages that are in use are read.', () => {
  expect(parseAptSources('debian.sources', deb822)).toEqual([
    {
      uris: 'http://archive.example/debian',
      suites: ['bookworm', 'bookworm-updates'],
      components: ['main', 'contrib'],
      signedBy: '/usr/share/keyrings/archive.gpg',
    },
    {
      uris: 'http://archive.example/debian-security',
      suites: ['bookworm-security'],
      components: ['main'],
    },
  ]);
});

test('A key that stands in the file itself is kept with all its lines.', () => {
  const key =
    'Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF\n -----END PGP PUBLIC KEY BLOCK-----';
  const text = `Types: deb\nURIs: http://archive.example/debian\nSuites: noble\nComponents: main universe\n${key}\n`;
  const [source] = parseAptSources('a.sources', text);
  if (source === undefined) throw new Error('a source');
  expect(sourceText(source, 'questing')).toBe(
    'Types: deb\nURIs: http://archive.example/debian\nSuites: questing\nComponents: main universe\n' +
      'Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF\n -----END PGP PUBLIC KEY BLOCK-----\n',
  );
});

test('Of a file with a source on each line, options and comments are understood.', () => {
  const text = `# deb http://old.example/ubuntu noble main
deb http://archive.example/ubuntu noble main universe # all of it
deb [arch=amd64 signed-by=/usr/share/keyrings/a.gpg] http://other.example/ noble stable
deb-src http://archive.example/ubuntu noble main
`;
  expect(parseAptSources('sources.list', text)).toEqual([
    { uris: 'http://archive.example/ubuntu', suites: ['noble'], components: ['main', 'universe'] },
    {
      uris: 'http://other.example/',
      suites: ['noble'],
      components: ['stable'],
      signedBy: '/usr/share/keyrings/a.gpg',
    },
  ]);
});

test('The sources of a release are those with its main part, and neither its fixes nor other releases.', () => {
  const sources = parseAptSources('debian.sources', deb822);
  expect(sourcesOfRelease(sources, 'bookworm').map(({ uris }) => uris)).toEqual([
    'http://archive.example/debian',
  ]);
  expect(sourcesOfRelease(sources, 'trixie')).toEqual([]);
});
