/** Numbers for pairs of a query and a reference, in the order in which they first come; tables that are compared share one. */
export class PairIndex {
  readonly #queries = new Numbered();
  readonly #references = new Numbered();
  /** Numbers of pairs by reference, for each query: small keys, where one key for both would be an object each. */
  readonly #pairsOf: Map<number, number>[] = [];
  readonly #queryOf: number[] = [];
  readonly #referenceOf: number[] = [];

  /** How many pairs have a number, which are those below. */
  get size(): number {
    return this.#queryOf.length;
  }

  /** The number of a pair, a new one where it has none. */
  numberOf(queryId: string, refId: string): number {
    const query = this.#queries.numberOf(queryId);
    const reference = this.#references.numberOf(refId);
    let ofQuery = this.#pairsOf[query];
    if (ofQuery === undefined) {
      ofQuery = new Map();
      this.#pairsOf[query] = ofQuery;
    }
    const known = ofQuery.get(reference);
    if (known !== undefined) return known;
    const pair = this.#queryOf.length;
    ofQuery.set(reference, pair);
    this.#queryOf.push(query);
    this.#referenceOf.push(reference);
    return pair;
  }

  /** The query of a pair. */
  queryId(pair: number): string {
    return this.#queries.idOf(this.#queryOf[pair] as number);
  }

  /** The reference of a pair. */
  refId(pair: number): string {
    return this.#references.idOf(this.#referenceOf[pair] as number);
  }
}

class Numbered {
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];

  numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    this.#numbers.set(id, this.#ids.length);
    return this.#ids.push(id) - 1;
  }

  idOf(number: number): string {
    return this.#ids[number] as string;
  }
}
