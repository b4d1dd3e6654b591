/**
 * @typedef {object} PackageManager
 * @property {string} program its executable
 * @property {boolean} asRoot whether it has to run as root
 * @property {readonly (readonly string[])[]} attempts argument lists that install ffmpeg, tried until one succeeds
 * @property {readonly string[]} refresh arguments that fetch the package lists, run before a second round; may be empty
 * @property {string} byHand what a user would type
 */

/**
 * How each system installs ffmpeg; the first whose program exists is used.
 * @type {readonly PackageManager[]}
 */
export const packageManagers = [
  {
    program: 'apt-get',
    asRoot: true,
    attempts: [['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends', 'ffmpeg']],
    refresh: ['-o', 'DPkg::Lock::Timeout=300', 'update'],
    byHand: 'sudo apt-get install ffmpeg',
  },
  {
    program: 'dnf',
    asRoot: true,
    // Fedora itself has only ffmpeg-free; the one with x264 comes from RPM Fusion, where the user has added it.
    attempts: [
      ['install', '-y', 'ffmpeg'],
      ['install', '-y', 'ffmpeg-free'],
    ],
    refresh: [],
    byHand: 'sudo dnf install ffmpeg',
  },
  {
    program: 'apk',
    asRoot: true,
    attempts: [['add', '--no-cache', 'ffmpeg']],
    refresh: [],
    byHand: 'sudo apk add ffmpeg',
  },
  {
    program: 'brew',
    asRoot: false,
    attempts: [['install', 'ffmpeg']],
    refresh: [],
    byHand: 'brew install ffmpeg',
  },
  {
    program: 'winget',
    asRoot: false,
    attempts: [
      [
        'install',
        '--exact',
        '--id',
        'Gyan.FFmpeg',
        '--accept-source-agreements',
        '--accept-package-agreements',
        '--disable-interactivity',
      ],
    ],
    refresh: [],
    byHand: 'winget install --id Gyan.FFmpeg',
  },
];
