import { Middleware } from 'inngest';

import type { Cast, Scenario } from '../scenario.ts';

/** A middleware that notes what it sees, adds to events that are sent, to what a function is given, and to what steps return. */
function notingMiddleware(note: (text: string) => void) {
  return class Noting extends Middleware.BaseMiddleware {
    readonly id = 'noting';
    override onRunStart(): void {
      note('run starts');
    }
    override onStepStart({ stepInfo }: Middleware.OnStepStartArgs): void {
      note(`${stepInfo.options.id} starts`);
    }
    override onStepComplete({ stepInfo }: Middleware.OnStepCompleteArgs): void {
      note(`${stepInfo.options.id} completes`);
    }
    override onStepError({ stepInfo }: Middleware.OnStepErrorArgs): void {
      note(`${stepInfo.options.id} fails`);
    }
    override onRunComplete(): void {
      note('run completes');
    }
    override transformFunctionInput(args: Middleware.TransformFunctionInputArgs) {
      return { ...args, ctx: Object.assign(args.ctx, { greeting: 'hello' }) };
    }
    override async wrapStepHandler({ next }: Middleware.WrapStepHandlerArgs): Promise<unknown> {
      return [await next(), 'wrapped'];
    }
  };
}

function threeSteps(
  { client, note, named }: Cast,
  checkpointing: false | { readonly bufferedSteps: number },
) {
  return client.createFunction(
    { id: 'f', triggers: [{ event: named('go') }], checkpointing },
    async ({ step }) => {
      const [a, b] = [await step.run('a', () => note('a', 1)), await step.run('b', () => note('b', 2))];
      await step.sleep('nap', '1s');
      return [a, b, await step.run('c', () => note('c', 3))];
    },
  );
}

const inThree = { status: 'completed', output: [1, 2, 3] };

/** Options of the SDK itself, which an engine has to leave alone or to follow. */
export const sdkOptionScenarios: readonly Scenario[] = [
  {
    title:
      'Middleware sees each run and each step once, adds to what a function is given, and wraps its steps.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', triggers: [{ event: named('go') }], middleware: [notingMiddleware(note)] },
        async ({ step, ...context }) => {
          const a = await step.run('a', () => 'a');
          await step.sleep('nap', '1s');
          const b = await step.run('b', () => 'b');
          return [a, b, (context as { readonly greeting?: string }).greeting];
        },
      ),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [
      { status: 'completed', output: [['a', 'wrapped'], ['b', 'wrapped'], 'hello'] },
      ['run starts', 'a starts', 'a completes', 'b starts', 'b completes', 'run completes'],
    ],
  },
  {
    title: 'Without checkpointing, each step runs once.',
    functions: cast => [threeSteps(cast, false)],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [inThree, ['a', 'b', 'c']],
  },
  {
    title: 'With steps that are reported several at a time, each step runs once.',
    functions: cast => [threeSteps(cast, { bufferedSteps: 5 })],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [inThree, ['a', 'b', 'c']],
  },
  {
    title: 'A sleep and a wait of less than a second end.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        await step.sleep('number', 250);
        await step.sleep('text', '500ms');
        return step.waitForEvent('answer', { event: named('answer'), timeout: '300ms' });
      }),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: null },
  },
];
