/** What a program needs to find its libraries, its home and its temporary folder. */
const passed = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'DYLD_FALLBACK_LIBRARY_PATH',
  'SystemRoot',
  'windir',
  'LIBVA_DRIVER_NAME',
  'CUDA_VISIBLE_DEVICES',
  'NVIDIA_VISIBLE_DEVICES',
] as const;

/**
 * The environment of every program that is started: a short list of variables and no others. `FFREPORT` would make
 * ffmpeg write a log file wherever it says, `AV_LOG_FORCE_COLOR` would break the reading of messages.
 */
export function passedEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const result: Record<string, string> = { LC_ALL: 'C' };
  for (const name of passed) {
    const value = environment[name];
    if (value !== undefined) result[name] = value;
  }
  return result;
}
