import { escapeHtml } from '@variegate/ground';
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import diff from 'highlight.js/lib/languages/diff';
import ini from 'highlight.js/lib/languages/ini';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';

const languages = { bash, diff, ini, json, python, typescript, yaml };
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);
hljs.registerAliases(['js', 'mjs'], { languageName: 'typescript' });

/** Code as HTML; of a language that none of the pages is known to have, as plain text. */
export function highlight(code: string, language: string): string {
  if (hljs.getLanguage(language) !== undefined) return hljs.highlight(code, { language }).value;
  return code.split('\n').map(escapeHtml).join('\n');
}
