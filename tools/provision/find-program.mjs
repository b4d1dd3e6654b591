import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The absolute path of a program on the search path, or null. On Windows only real executables count: a `.cmd`
 * cannot be started without a shell, and a shell would not pass arguments through exactly.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function findProgram(name, env = process.env) {
  const fileName = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of searchPath(env)) {
    const candidate = join(folder, fileName);
    if (isExecutableFile(candidate)) return candidate;
  }
  return null;
}

/**
 * The environment with folders put in front of its search path.
 * @param {readonly string[]} folders
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function withPrograms(folders, env = process.env) {
  return { ...env, [pathName(env)]: [...folders, ...searchPath(env)].join(delimiter) };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function searchPath(env) {
  return (env[pathName(env)] ?? '').split(delimiter).filter(folder => folder !== '');
}

/**
 * Windows spells it `Path`, and a copied environment is case-sensitive there too.
 * @param {NodeJS.ProcessEnv} env
 */
function pathName(env) {
  if (process.platform !== 'win32') return 'PATH';
  return Object.keys(env).find(name => name.toUpperCase() === 'PATH') ?? 'PATH';
}

/** @param {string} path */
function isExecutableFile(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
