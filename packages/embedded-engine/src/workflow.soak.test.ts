import { test } from 'vitest';

import { checkWorkflows } from './testing/check-workflows.ts';

test('10,000 workflows end as an interpreter allows, with each step done once, whatever overlaps and wherever the process ends.', () =>
  checkWorkflows(10_000));
