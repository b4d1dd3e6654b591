// @ts-check
// What the pages do besides being read: they can be without all of it. A plain script, as pages opened from a folder load no modules.

/**
 * What the search needs of MiniSearch, whose script is loaded when the search is opened.
 * @typedef {{ readonly id: string, readonly page: string, readonly heading: string }} Found
 * @typedef {{ search(words: string, options: object): Found[] }} Index
 * @typedef {{ loadJSON(text: string, options: object): Index }} MiniSearchClass
 */

{
  const themeKey = 'variegate-theme';
  /** @type {Readonly<Record<string, string>>} */
  const nextTheme = { auto: 'light', light: 'dark', dark: 'auto' };
  const mostFound = 30;

  /** Where a page is opened from a folder, some browsers keep nothing for it. */
  const storedTheme = () => {
    try {
      return localStorage.getItem(themeKey) ?? 'auto';
    } catch {
      return 'auto';
    }
  };

  /** @param {string} theme */
  const showTheme = theme => {
    document.documentElement.dataset['theme'] = theme;
  };

  /**
   * @param {string} text
   * @param {() => void} act
   */
  const button = (text, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  };

  const themeButton = () => {
    const word = document.createElement('span');
    word.textContent = 'Theme: ';
    const name = document.createElement('span');
    const made = button('', () => {
      const theme = nextTheme[document.documentElement.dataset['theme'] ?? 'auto'] ?? 'auto';
      showTheme(theme);
      showName(theme);
      try {
        localStorage.setItem(themeKey, theme);
      } catch {
        // It holds for this page alone.
      }
    });
    /** @param {string} theme */
    const showName = theme => {
      name.textContent = theme;
      made.setAttribute('aria-label', `Theme: ${theme}`);
    };
    made.append(word, name);
    showName(storedTheme());
    return made;
  };

  const addCopyButtons = () => {
    if (navigator.clipboard === undefined) return;
    for (const block of document.querySelectorAll('pre')) {
      const box = document.createElement('div');
      box.className = 'code';
      const copy = button('Copy', async () => {
        await navigator.clipboard.writeText(block.textContent ?? '');
        copy.textContent = 'Copied';
      });
      block.replaceWith(box);
      box.append(block, copy);
    }
  };

  /** What can be moved sideways is reached by keyboard; what cannot is passed over. */
  const markScrolling = () => {
    for (const box of document.querySelectorAll('.scroll')) {
      if (box.scrollWidth > box.clientWidth) box.setAttribute('tabindex', '0');
      else box.removeAttribute('tabindex');
    }
  };

  const root = () => document.body.dataset['root'] ?? '';

  /**
   * @param {string} name
   * @returns {Promise<void>}
   */
  const loadScript = name =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${root()}assets/${name}`;
      script.addEventListener('load', () => resolve());
      script.addEventListener('error', () => reject(new Error(`${script.src} cannot be loaded.`)));
      document.head.append(script);
    });

  /** @type {Promise<Index> | null} */
  let index = null;

  const loadIndex = async () => {
    await Promise.all([loadScript('minisearch.js'), loadScript('search-index.js')]);
    const { MiniSearch, variegateIndex } =
      /** @type {{ MiniSearch: MiniSearchClass, variegateIndex: { text: string, options: object } }} */ (
        /** @type {unknown} */ (globalThis)
      );
    return MiniSearch.loadJSON(variegateIndex.text, variegateIndex.options);
  };

  const searchDialog = () => {
    const dialog = document.createElement('dialog');
    dialog.className = 'search';
    dialog.setAttribute('aria-label', 'Search');
    const form = document.createElement('form');
    form.method = 'dialog';
    const input = document.createElement('input');
    input.type = 'search';
    input.setAttribute('aria-label', 'Words to search for');
    input.placeholder = 'Words, options, error codes, names';
    const status = document.createElement('p');
    status.setAttribute('role', 'status');
    const list = document.createElement('ul');
    form.append(
      input,
      button('Close', () => dialog.close()),
    );
    dialog.append(form, status, list);

    const show = async () => {
      index ??= loadIndex();
      const words = input.value.trim();
      const found = words === '' ? [] : (await index).search(words, {}).slice(0, mostFound);
      if (words !== input.value.trim()) return;
      status.textContent =
        words === '' ? '' : found.length === 0 ? `Nothing has “${words}”.` : `${found.length} found`;
      list.replaceChildren(
        ...found.map(({ id, page, heading }) => {
          const link = document.createElement('a');
          link.href = `${root()}${id}`;
          const where = document.createElement('small');
          where.textContent = page;
          link.append(heading, where);
          link.addEventListener('click', () => dialog.close());
          const item = document.createElement('li');
          item.append(link);
          return item;
        }),
      );
    };

    /** @param {unknown} error */
    const complain = error => {
      status.textContent = `The search does not work here: ${error instanceof Error ? error.message : error}`;
    };
    input.addEventListener('input', () => void show().catch(complain));
    form.addEventListener('submit', event => {
      event.preventDefault();
      list.querySelector('a')?.click();
    });
    dialog.addEventListener('keydown', event => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      const stops = [input, ...list.querySelectorAll('a')];
      const at = /** @type {(Element | null)[]} */ (stops).indexOf(document.activeElement);
      stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
    });
    document.body.append(dialog);
    return () => {
      dialog.showModal();
      input.focus();
      input.select();
      index ??= loadIndex();
      void index.catch(complain);
    };
  };

  const addTools = () => {
    const openSearch = searchDialog();
    const search = button('Search ', openSearch);
    const key = document.createElement('kbd');
    key.textContent = '/';
    search.append(key);
    document.querySelector('.tools')?.prepend(search, themeButton());
    document.addEventListener('keydown', event => {
      const isTyping = event.target instanceof HTMLInputElement;
      if (isTyping || event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      openSearch();
    });
  };

  showTheme(storedTheme());
  document.addEventListener('DOMContentLoaded', () => {
    addTools();
    addCopyButtons();
    markScrolling();
    new ResizeObserver(markScrolling).observe(document.body);
    const [pages, current] = [
      document.querySelector('.pages'),
      document.querySelector('.pages [aria-current]'),
    ];
    if (pages !== null && current instanceof HTMLElement) {
      pages.scrollTop = current.offsetTop - pages.clientHeight / 2;
    }
  });
}
