import { didYouMean } from '@variegate/ground';
import type { Catalogue } from '../catalogue/create-catalogue.ts';
import { type Level, levelNumber, levels } from '../catalogue/level.ts';
import { type PlanProblem, recipeNamePattern } from '../plan/plan.ts';
import type { Chain, ChainChoice, ChainElement, ChainStep } from './chain.ts';
import { type NamedAsset, readParams, shown } from './given-params.ts';
import { isObject } from './is-object.ts';
import { type ChainOrder, recipeNameRule } from './recipe.ts';

/** Most steps of a plan, and so the most that a chain may come to. */
const mostSteps = 200;

/** Far beyond what anybody writes. */
const deepest = 32;

/** What a chain needs to be read. */
export interface ChainReading {
  readonly catalogue: Catalogue;
  /** Recipes that the chain may name, unchecked. @default none */
  readonly recipes?: Readonly<Record<string, unknown>>;
  /** Name of the recipe that the chain belongs to, which it may not name itself. */
  readonly name?: string | undefined;
  /** Recipes that every chain may name, by name. @default none */
  readonly shared?: ReadonlyMap<string, unknown>;
}

/** Problems after which the rest is not read: nobody reads more of them. */
const mostProblems = 20;

const fields = {
  name: ['name', 'params', 'probability'],
  oneOf: ['oneOf', 'probability'],
  someOf: ['someOf', 'count', 'order', 'probability'],
  recipe: ['recipe', 'probability'],
} as const;

type Kind = keyof typeof fields;

/** Fields of a recipe that stands in another. */
export const nestedFields = ['description', 'source', 'level', 'order', 'steps'];

/** Turns what somebody has written into chains, and collects everything that is wrong with it. */
export class ChainReader {
  readonly problems: PlanProblem[] = [];
  /** Assets that are named by their files. */
  readonly assets: NamedAsset[] = [];
  readonly #catalogue: Catalogue;
  readonly #recipes: Readonly<Record<string, unknown>>;
  readonly #shared: ReadonlyMap<string, unknown>;
  /** Names of the recipes that are being read, each within the one before. */
  readonly #open: string[];
  readonly #read = new Map<string, Chain>();
  readonly #sizes = new Map<Chain, number>();
  #depth = 0;
  #isTooLong = false;

  constructor({ catalogue, recipes = {}, name, shared = new Map() }: ChainReading) {
    this.#catalogue = catalogue;
    this.#recipes = recipes;
    this.#shared = shared;
    this.#open = name === undefined ? [] : [name];
  }

  /** Adds a problem. */
  refuse(path: string, message: string): void {
    this.problems.push({ path, message });
  }

  /** The chain of a recipe's own steps, and every recipe that it could name. */
  recipe(value: Readonly<Record<string, unknown>>, path = ''): Chain {
    const chain = this.#recipe(value, path);
    for (const name of Object.keys(this.#recipes)) {
      if (!recipeNamePattern.test(name)) this.refuse(`recipes.${name}`, recipeNameRule);
      else this.#named(name, `recipes.${name}`);
    }
    return chain;
  }

  /** A list of elements. */
  chain(value: unknown, path: string, order: ChainOrder = 'fixed', level?: Level): Chain {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    if (!Array.isArray(value)) this.refuse(path || 'steps', 'must be a list of steps');
    const elements = items.flatMap((item, at) => this.#element(item, `${path}[${at}]`) ?? []);
    const chain = { order, elements, level };
    if (this.#sizeOf(chain) > mostSteps && !this.#isTooLong) {
      this.#isTooLong = true;
      this.refuse(path || 'steps', `may come to more than ${mostSteps} steps, the most that a plan has`);
    }
    return chain;
  }

  #recipe(value: Readonly<Record<string, unknown>>, path: string): Chain {
    const under = (field: string) => (path === '' ? field : `${path}.${field}`);
    const level = this.#level(value['level'], under('level'));
    return this.chain(value['steps'], under('steps'), this.#order(value['order'], under('order')), level);
  }

  #level(value: unknown, path: string): Level | undefined {
    if (typeof value !== 'number') return this.oneOf(value, levels, path);
    const { data } = levelNumber().safeParse(value);
    if (data === undefined) this.refuse(path, `must be a number from 0 to 1, or one of ${levels.join(', ')}`);
    return data;
  }

  /** One of a few words, or nothing. */
  oneOf<Word extends string>(value: unknown, words: readonly Word[], path: string): Word | undefined {
    if (value === undefined) return undefined;
    const word = words.find(one => one === value);
    if (word === undefined)
      this.refuse(path, `must be one of ${words.join(', ')}${didYouMean(value, words)}`);
    return word;
  }

  /** Fields that there are none of. */
  noOthers(value: Readonly<Record<string, unknown>>, known: readonly string[], path: string): void {
    for (const name of Object.keys(value).filter(one => !known.includes(one)))
      this.refuse(
        path === '' ? name : `${path}.${name}`,
        `is not a field here; allowed are ${known.join(', ')}${didYouMean(name, known)}`,
      );
  }

  /** Texts, where there are any. */
  texts(value: Readonly<Record<string, unknown>>, names: readonly string[], path: string): void {
    for (const name of names) {
      const text = value[name];
      if (text !== undefined && (typeof text !== 'string' || text.length > 2000))
        this.refuse(path === '' ? name : `${path}.${name}`, 'must be a text of at most 2000 characters');
    }
  }

  #order(value: unknown, path: string): ChainOrder {
    return this.oneOf(value, ['fixed', 'random'], path) ?? 'fixed';
  }

  #element(value: unknown, path: string): ChainElement | null {
    if (this.#depth >= deepest) {
      this.refuse(path, `is nested deeper than ${deepest} levels`);
      return null;
    }
    this.#depth++;
    try {
      return this.#elementOfKind(value, path);
    } finally {
      this.#depth--;
    }
  }

  #elementOfKind(value: unknown, path: string): ChainElement | null {
    if (this.problems.length >= mostProblems) return null;
    const kinds = Object.keys(fields) as Kind[];
    const [kind, other] = isObject(value) ? kinds.filter(key => value[key] !== undefined) : [];
    if (!isObject(value) || kind === undefined) {
      this.refuse(path, `must be an object with one of ${kinds.join(', ')}`);
      return null;
    }
    if (other !== undefined) {
      this.refuse(path, `cannot have both ${kind} and ${other}`);
      return null;
    }
    this.noOthers(value, fields[kind], path);
    const probability = this.#probability(value['probability'], `${path}.probability`);
    if (kind === 'name') return this.#step(value, path, probability);
    const choice = { count: [1, 1], order: 'fixed', probability } as const;
    if (kind === 'recipe') {
      const chain = this.#named(value['recipe'], `${path}.recipe`);
      return chain === null ? null : { ...choice, choices: [chain] };
    }
    const choices = this.#choices(value[kind], `${path}.${kind}`);
    if (kind === 'oneOf') return { ...choice, choices };
    const count = this.#count(value['count'], choices.length, `${path}.count`);
    return { ...choice, choices, count, order: this.#order(value['order'], `${path}.order`) };
  }

  #step(value: Readonly<Record<string, unknown>>, path: string, probability: number): ChainStep | null {
    const { name, params } = value;
    const transformation = typeof name === 'string' ? this.#catalogue.find(name) : null;
    if (transformation === null) {
      const hint = didYouMean(
        name,
        this.#catalogue.transformations.map(one => one.name),
      );
      this.refuse(`${path}.name`, `no transformation is called ${shown(name)}${hint}`);
      return null;
    }
    const given = params === undefined ? null : readParams(params, transformation, `${path}.params`, this);
    return { transformation, given, probability };
  }

  #choices(value: unknown, path: string): readonly Chain[] {
    if (!Array.isArray(value) || value.length === 0) {
      this.refuse(path, 'must be a list of one or more steps to choose from');
      return [];
    }
    return value.map((choice: unknown, at) => {
      if (Array.isArray(choice)) return this.chain(choice, `${path}[${at}]`);
      const element = this.#element(choice, `${path}[${at}]`);
      return { order: 'fixed', elements: element === null ? [] : [element] };
    });
  }

  #count(value: unknown, most: number, path: string): ChainChoice['count'] {
    const [low, high = low, more] = Array.isArray(value) ? (value as unknown[]) : [value];
    const isWhole = (one: unknown): one is number => Number.isInteger(one) && (one as number) >= 0;
    if (isWhole(low) && isWhole(high) && low <= high && high <= most && more === undefined)
      return [low, high];
    this.refuse(path, `must be a whole number from 0 to ${most}, or two of them, the lower one first`);
    return [0, 0];
  }

  #probability(value: unknown, path: string): number {
    if (value === undefined) return 1;
    if (typeof value === 'number' && value >= 0 && value <= 1) return value;
    this.refuse(path, `must be a number from 0 to 1, not ${shown(value)}`);
    return 1;
  }

  /** The chain of a recipe that is named, read once however often it is. */
  #named(name: unknown, path: string): Chain | null {
    const names = [...Object.keys(this.#recipes), ...this.#shared.keys()];
    if (typeof name !== 'string' || !(names.includes(name) || this.#open.includes(name))) {
      this.refuse(path, `no recipe is called ${shown(name)}${didYouMean(name, names)}`);
      return null;
    }
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const begun = this.#open.indexOf(name);
    if (begun >= 0) {
      const circle = [...this.#open.slice(begun), name].join(' -> ');
      this.refuse(path, `recipes cannot contain themselves: ${circle}`);
      return null;
    }
    this.#open.push(name);
    const chain = Object.hasOwn(this.#recipes, name) ? this.#own(name) : this.#sharedChain(name, path);
    this.#open.pop();
    if (chain !== null) this.#read.set(name, chain);
    return chain;
  }

  #own(name: string): Chain | null {
    const [value, path] = [this.#recipes[name], `recipes.${name}`];
    if (!isObject(value)) {
      this.refuse(path, 'must be an object with steps');
      return null;
    }
    this.noOthers(value, nestedFields, path);
    this.texts(value, ['description', 'source'], path);
    return this.#recipe(value, path);
  }

  /** A shared recipe names its own recipes, not those of the one that names it. */
  #sharedChain(name: string, path: string): Chain | null {
    const value = this.#shared.get(name) as { readonly recipes?: Readonly<Record<string, unknown>> };
    const [catalogue, shared] = [this.#catalogue, this.#shared];
    const reader = new ChainReader({
      catalogue,
      name,
      shared,
      ...(value.recipes && { recipes: value.recipes }),
    });
    const chain = reader.#recipe(value as Readonly<Record<string, unknown>>, '');
    for (const problem of reader.problems)
      this.refuse(path, `${name} cannot be used: ${problem.path}: ${problem.message}`);
    return chain;
  }

  /** Steps that a chain may come to; every element counts, so that no chain takes long to walk either. */
  #sizeOf(chain: Chain): number {
    const known = this.#sizes.get(chain);
    if (known !== undefined) return known;
    const size = chain.elements.reduce((sum, element) => {
      if ('transformation' in element) return sum + 1;
      const sizes = element.choices.map(choice => this.#sizeOf(choice)).sort((a, b) => b - a);
      const most = sizes.slice(0, element.count[1]).reduce((all, one) => all + one, 0);
      return sum + Math.max(1, most);
    }, 0);
    this.#sizes.set(chain, size);
    return size;
  }
}
