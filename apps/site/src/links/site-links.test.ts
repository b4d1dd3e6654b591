import { expect, test } from 'vitest';
import { repository } from '../checkout.ts';
import { pageOf } from '../pages/site-page.ts';
import { SiteLinks } from './site-links.ts';

const architecture = pageOf('docs/architecture.md', '# Architecture');
const recipe = pageOf('docs/formats/recipe.md', '# Recipes');
const variants = pageOf('packages/variants/README.md', '# @variegate/variants');

test('Links lead to pages of the site, to its files, and else to the repository.', () => {
  const links = new SiteLinks([architecture, recipe, variants]);
  expect(links.resolve('../architecture.md#who', recipe)).toBe('../architecture.html#who');
  expect(links.resolve('recipe.schema.json', recipe)).toBe('recipe.schema.json');
  expect(links.resolve('../packages/variants', architecture)).toBe('packages/variants/index.html');
  expect(links.resolve('../packages/variants/src/index.ts', architecture)).toBe(
    `${repository}/blob/main/packages/variants/src/index.ts`,
  );
  expect(links.resolve('../tools', architecture)).toBe(`${repository}/tree/main/tools`);
  expect(links.resolve('#here', architecture)).toBe('#here');
  expect(links.resolve('https://example.com/', architecture)).toBe('https://example.com/');
  expect([...links.files.values()]).toEqual(['formats/recipe.schema.json']);
  expect(links.findings).toEqual([]);
});

test('A link to what does not exist, or lies outside, is a finding.', () => {
  const links = new SiteLinks([architecture]);
  links.resolve('gone.md', architecture);
  links.resolve('../../elsewhere.md', architecture);
  expect(links.findings).toEqual([
    'docs/architecture.md links to gone.md, which does not exist',
    'docs/architecture.md links to ../../elsewhere.md, which does not exist',
  ]);
});
