/** An archive that packages come from, as the system's own sources name it. */
export interface AptSource {
  readonly uris: string;
  readonly suites: readonly string[];
  readonly components: readonly string[];
  /** Value of the field `Signed-By`, a path or a key of several lines; absent where the system trusts it anyway. */
  readonly signedBy?: string;
}

/** Reads a file of sources, `*.sources` (deb822) or `*.list` (one source a line); sources of binary packages that are in use. */
export function parseAptSources(fileName: string, text: string): readonly AptSource[] {
  const lines = text.split(/\r?\n/).filter(line => !line.startsWith('#'));
  if (!fileName.endsWith('.sources')) return lines.flatMap(parseLine);
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap(parseStanza);
}

function parseStanza(stanza: string): readonly AptSource[] {
  const fields = new Map(
    // A line that begins with a space continues the field before it.
    stanza.split(/\n(?=\S)/).map(field => {
      const [name = '', ...value] = field.split(':');
      return [name.trim().toLowerCase(), value.join(':').trim()] as const;
    }),
  );
  const words = (name: string) => (fields.get(name) ?? '').split(/\s+/).filter(word => word !== '');
  if (!words('types').includes('deb') || fields.get('enabled')?.toLowerCase() === 'no') return [];
  const signedBy = fields.get('signed-by');
  return [
    {
      ...{ uris: words('uris').join(' '), suites: words('suites'), components: words('components') },
      ...(signedBy === undefined ? {} : { signedBy }),
    },
  ];
}

function parseLine(line: string): readonly AptSource[] {
  const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]+)/.exec(line);
  if (match === null) return [];
  const [, options = '', uris = '', suite = '', components = ''] = match;
  const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(options)?.[1];
  return [
    {
      ...{ uris, suites: [suite], components: components.trim().split(/\s+/) },
      ...(signedBy === undefined ? {} : { signedBy: signedBy.split(',').join(' ') }),
    },
  ];
}

/** The sources that the system's own packages come from: those of its release, without updates and fixes beside it. */
export function sourcesOfRelease(sources: readonly AptSource[], codename: string): readonly AptSource[] {
  return sources.filter(({ suites, components }) => suites.includes(codename) && components.includes('main'));
}

/** The same source as a stanza of deb822, for another release. */
export function sourceText({ uris, components, signedBy }: AptSource, suite: string): string {
  return [
    ...['Types: deb', `URIs: ${uris}`, `Suites: ${suite}`, `Components: ${components.join(' ')}`],
    // A key of several lines begins on a new line.
    ...(signedBy === undefined ? [] : [`Signed-By:${signedBy.includes('\n') ? '\n' : ''} ${signedBy}`]),
    '',
  ].join('\n');
}
