import { describe, expect, test } from 'vitest';
import { readmeExample } from './readme-example.ts';

describe('the example of a README', () => {
  test('is the first block of TypeScript, past blocks of other languages', () => {
    const readme =
      '# A\n```sh\nnpm i\n```\n\n```ts\nconst a = `x`;\n\nrun(a);\n```\n\n```ts\nsecond();\n```\n';
    expect(readmeExample(readme)).toBe('const a = `x`;\n\nrun(a);\n');
  });

  test('is found whatever the line endings', () => {
    expect(readmeExample('text\r\n```ts\r\nrun();\r\n```\r\n')).toBe('run();\n');
  });

  test('is null when there is none', () => {
    expect(readmeExample('# A\n```js\nrun();\n```\n')).toBeNull();
  });
});
