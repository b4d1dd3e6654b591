import { RunCancelledError } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { SharedWork } from './shared-work.ts';

describe('SharedWork', () => {
  test('does the same work once for callers that come while it is done', async () => {
    const shared = new SharedWork<number>();
    let done = 0;
    const work = async () => {
      await new Promise(resolve => setImmediate(resolve));
      done += 1;
      return done;
    };
    expect(await Promise.all([shared.run('a', undefined, work), shared.run('a', undefined, work)])).toEqual([
      1, 1,
    ]);
    expect(await shared.run('a', undefined, work)).toBe(2);
  });

  test('does different work for different callers', async () => {
    const shared = new SharedWork<string>();
    const results = ['a', 'b'].map(key => shared.run(key, undefined, async () => key));
    expect(await Promise.all(results)).toEqual(['a', 'b']);
  });

  test('does the work for the next caller when the first one cancels', async () => {
    const shared = new SharedWork<string>();
    const first = shared.run('a', undefined, async () => {
      throw new RunCancelledError('The first caller has had enough.');
    });
    const second = shared.run('a', undefined, async () => 'done');
    await expect(first).rejects.toBeInstanceOf(RunCancelledError);
    expect(await second).toBe('done');
  });

  test('passes any other failure on to all who wait for it', async () => {
    const shared = new SharedWork<string>();
    const failure = new Error('It cannot be done.');
    const attempts = [1, 2].map(() =>
      shared.run('a', undefined, async () => {
        throw failure;
      }),
    );
    expect(await Promise.allSettled(attempts)).toEqual([
      { status: 'rejected', reason: failure },
      { status: 'rejected', reason: failure },
    ]);
  });

  test('does nothing for a caller that has cancelled already', async () => {
    const reason = new Error('enough');
    const shared = new SharedWork<string>();
    await expect(shared.run('a', AbortSignal.abort(reason), async () => 'done')).rejects.toBe(reason);
  });
});
