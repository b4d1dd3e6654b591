import type { Recipe } from './recipe.ts';
import augly from './shipped/augly.json' with { type: 'json' };
import disc21 from './shipped/disc21.json' with { type: 'json' };
import trecvid from './shipped/trecvid.json' with { type: 'json' };
import vsc2022 from './shipped/vsc2022.json' with { type: 'json' };

/** The recipes of this package by name: any other recipe may name them. */
export const shippedRecipes: ReadonlyMap<string, Recipe> = new Map(
  [augly, disc21, trecvid, vsc2022].map(recipe => [recipe.name, recipe as unknown as Recipe]),
);
