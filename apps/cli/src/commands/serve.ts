import type { CliCommand, OptionValues } from '../cli-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { listedFor } from '../options/listed-options.ts';
import { type OptionName, options as registry } from '../options/registry.ts';
import { listenForInterrupts } from '../signals/interrupts.ts';
import { printable } from '../text/format.ts';

/** `variegate serve`. */
export const serve: CliCommand = {
  options: [
    ...(['engine', 'transport', 'host', 'port', 'inputRoot', 'outputRoot', 'stateFolder', 'config'] as const),
    ...([...listedFor('serve'), 'check', 'json', 'verbose', 'logFile'] as const),
  ],
  examples: [
    'variegate serve --input-root videos --output-root out',
    'variegate serve --engine inngest --config service.json',
    'variegate serve --check',
  ],
  async run({ options, terminal: { stdout, stderr }, log }) {
    // Loaded here, as no other command needs it.
    const { startService } = await import('@variegate/service');
    const file = typeof options.config === 'string' ? { configFile: options.config } : {};
    using interrupts = listenForInterrupts(() => {
      if (options.json !== true) stderr.write('Finishing what runs. Interrupt again to end it now.\n');
    });
    const service = await startService({
      settings: settingsIn(options),
      ...file,
      checkOnly: options.check === true,
      log: {
        write(line) {
          stderr.write(line);
          log.append(line);
        },
      },
    });
    if (service.url === null) {
      for (const setting of service.settings) {
        const { name, value, from, variable } = setting;
        const line = `${name.padEnd(18)} ${printable(value)}  (${from}; ${variable})`;
        stdout.write(`${options.json === true ? JSON.stringify({ type: 'setting', ...setting }) : line}\n`);
      }
      return exitCodes.ok;
    }
    const said =
      options.json === true ? JSON.stringify({ type: 'listening', url: service.url }) : service.url;
    stdout.write(`${said}\n`);
    if (!interrupts.drain.aborted) {
      await new Promise<void>(resolve =>
        interrupts.drain.addEventListener('abort', () => resolve(), { once: true }),
      );
    }
    await service.drain({ signal: interrupts.kill });
    // A signal is how a service ends, so that is not a failure.
    return exitCodes.ok;
  },
};

/** The settings among the options of the call, by the names that the service has for them. */
function settingsIn(values: OptionValues): Readonly<Record<string, unknown>> {
  const entries = Object.entries(values).flatMap(([name, value]) => {
    const { library } = registry[name as OptionName];
    return library === undefined ? [] : [[library, value] as const];
  });
  return Object.fromEntries(entries);
}
