/**
 * Which internal packages each package may import. Arrows point down only: a package appears in a list only if it
 * stands lower in this table than the package whose list it is.
 */
export const layerTable: Readonly<Record<string, readonly string[]>> = {
  '@variegate/site': ['@variegate/variants', '@variegate/ground'],
  '@variegate/cli': [
    '@variegate/benchmark',
    '@variegate/evaluation',
    '@variegate/service',
    '@variegate/workflow',
    '@variegate/variants',
    '@variegate/inspect',
    '@variegate/runner',
    '@variegate/scheduler',
    '@variegate/core-filters',
    '@variegate/ground',
  ],
  '@variegate/benchmark': [
    '@variegate/workflow',
    '@variegate/embedded-engine',
    '@variegate/variants',
    '@variegate/inspect',
    '@variegate/runner',
    '@variegate/scheduler',
    '@variegate/core-filters',
    '@variegate/ground',
  ],
  '@variegate/evaluation': [
    '@variegate/variants',
    '@variegate/inspect',
    '@variegate/runner',
    '@variegate/core-filters',
    '@variegate/ground',
  ],
  '@variegate/service': [
    '@variegate/workflow',
    '@variegate/variants',
    '@variegate/embedded-engine',
    '@variegate/ground',
  ],
  '@variegate/workflow': [
    '@variegate/variants',
    '@variegate/runner',
    '@variegate/scheduler',
    '@variegate/core-filters',
    '@variegate/embedded-engine',
    '@variegate/ground',
  ],
  '@variegate/variants': [
    '@variegate/inspect',
    '@variegate/runner',
    '@variegate/scheduler',
    '@variegate/core-filters',
    '@variegate/ground',
  ],
  '@variegate/inspect': ['@variegate/runner', '@variegate/core-filters', '@variegate/ground'],
  '@variegate/runner': ['@variegate/core-filters', '@variegate/ground'],
  '@variegate/embedded-engine': ['@variegate/ground'],
  '@variegate/scheduler': ['@variegate/ground'],
  '@variegate/core-filters': ['@variegate/ground'],
  '@variegate/ground': [],
};

/** The packages that nothing but a given package may import. */
export const onlyImportedBy: Readonly<Record<string, string>> = {
  '@variegate/benchmark': '@variegate/cli',
  '@variegate/evaluation': '@variegate/cli',
};

/** The packages that do no I/O and know no platform: no `node:*` module. */
export const purePackages: ReadonlySet<string> = new Set(['@variegate/core-filters', '@variegate/ground']);

/** The one npm package whose imports are counted, and how many files may import it. */
export const processStarter = { name: 'execa', files: 1 } as const;
