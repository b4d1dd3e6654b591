/**
 * Releases by the `ID` of /etc/os-release, from the oldest that has ffmpeg 5.1 or later to the newest. Which version each
 * has, apt is asked; those that an archive does not have are passed over. Debian's `sid` is left out: what it has may
 * change, or not install, from one hour to the next.
 */
export const suites: Readonly<Record<string, readonly string[]>> = {
  debian: ['bookworm', 'trixie', 'forky', 'duke'],
  ubuntu: ['noble', 'plucky', 'questing', 'resolute', 'devel'],
};

/** What /etc/os-release says of the system. */
export interface SystemRelease {
  readonly suites: readonly string[];
  readonly codename: string;
}

/** The releases of a system like this one, and its own; `null` where none are known. Pure. */
export function systemRelease(osRelease: string): SystemRelease | null {
  const fields = new Map(
    osRelease.split('\n').map(line => {
      const [name = '', value = ''] = line.split('=');
      return [name, value.replaceAll('"', '').trim()] as const;
    }),
  );
  const names = [fields.get('ID') ?? '', ...(fields.get('ID_LIKE') ?? '').split(' ')];
  const name = names.find(one => Object.hasOwn(suites, one));
  const codename = fields.get(`${name?.toUpperCase()}_CODENAME`) ?? fields.get('VERSION_CODENAME') ?? '';
  return name === undefined || codename === '' ? null : { suites: suites[name] ?? [], codename };
}
