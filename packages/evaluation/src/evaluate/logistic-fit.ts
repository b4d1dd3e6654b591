/** What a fit is made to: rows with the features that each has, and whether it came true. */
export interface LogisticData {
  /** Number of features. */
  readonly features: number;
  /** The features of each row, each once. */
  readonly rows: readonly Uint16Array[];
  /** 1 where it came true. */
  readonly outcomes: Uint8Array;
}

/** Coefficients: the intercept, then one for each feature. */
export type LogisticModel = Float64Array<ArrayBuffer>;

/** Weight of the squares of the coefficients, the intercept's left out; it also bounds what separates perfectly. */
const ridge = 1;

const mostIterations = 50;
const tolerance = 1e-8;

/**
 * Fits a logistic regression with an L2 penalty by Newton's method, halving steps that make it worse.
 *
 * @param weightOf - how often each row counts. @default once
 * @param start - where to begin. @default 0
 * @see Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4
 */
export function fitLogistic(
  data: LogisticData,
  weightOf: (row: number) => number = () => 1,
  start?: LogisticModel,
): LogisticModel {
  let model: LogisticModel = start?.slice() ?? new Float64Array(data.features + 1);
  let loss = lossOf(data, weightOf, model);
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const step = newtonStep(data, weightOf, model);
    let scale = 1;
    let next = moved(model, step, scale);
    let nextLoss = lossOf(data, weightOf, next);
    while (nextLoss > loss && scale > 1e-6) {
      scale /= 2;
      next = moved(model, step, scale);
      nextLoss = lossOf(data, weightOf, next);
    }
    if (!(nextLoss < loss)) return model;
    const gained = loss - nextLoss;
    model = next;
    loss = nextLoss;
    if (gained < tolerance * (1 + Math.abs(loss))) return model;
  }
  return model;
}

/** Probability of a row, 0..1. */
export function probabilityOf(model: LogisticModel, features: Uint16Array): number {
  return sigmoid(scoreOf(model, features));
}

/** Log-odds of a row. */
export function scoreOf(model: LogisticModel, features: Uint16Array): number {
  let score = model[0] as number;
  for (const feature of features) score += model[feature + 1] as number;
  return score;
}

/** 0..1 of log-odds. */
export function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

function moved(model: LogisticModel, step: Float64Array, scale: number): LogisticModel {
  return model.map((coefficient, place) => coefficient + scale * (step[place] as number));
}

function lossOf(data: LogisticData, weightOf: (row: number) => number, model: LogisticModel): number {
  let loss = 0;
  for (const [row, features] of data.rows.entries()) {
    const weight = weightOf(row);
    if (weight === 0) continue;
    const score = scoreOf(model, features);
    const towards = data.outcomes[row] === 1 ? score : -score;
    // log(1 + exp(-x)) without overflow.
    loss += weight * (Math.max(0, -towards) + Math.log1p(Math.exp(-Math.abs(towards))));
  }
  for (let place = 1; place < model.length; place++) loss += (ridge / 2) * (model[place] as number) ** 2;
  return loss;
}

function newtonStep(
  data: LogisticData,
  weightOf: (row: number) => number,
  model: LogisticModel,
): Float64Array {
  const size = data.features + 1;
  const hessian = new Float64Array(size * size);
  const gradient = new Float64Array(size);
  const add = (a: number, b: number, value: number) => {
    hessian[a * size + b] = (hessian[a * size + b] as number) + value;
  };
  for (const [row, features] of data.rows.entries()) {
    const weight = weightOf(row);
    if (weight === 0) continue;
    const probability = probabilityOf(model, features);
    const residual = weight * ((data.outcomes[row] as number) - probability);
    const curvature = weight * probability * (1 - probability);
    const places = [0, ...features.values().map(feature => feature + 1)];
    for (const a of places) {
      gradient[a] = (gradient[a] as number) + residual;
      for (const b of places) add(a, b, curvature);
    }
  }
  for (let place = 1; place < size; place++) {
    gradient[place] = (gradient[place] as number) - ridge * (model[place] as number);
    add(place, place, ridge);
  }
  // The intercept has no penalty: without it nothing may bound it where all outcomes are alike.
  add(0, 0, 1e-9);
  return solvePositive(hessian, gradient);
}

/** Solves a symmetric positive definite system by Cholesky's decomposition, in place of the matrix. */
function solvePositive(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const at = (row: number, column: number) => matrix[row * size + column] as number;
  for (let column = 0; column < size; column++) {
    for (let row = column; row < size; row++) {
      let sum = at(row, column);
      for (let k = 0; k < column; k++) sum -= at(row, k) * at(column, k);
      matrix[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(column, column);
    }
  }
  const solution = right.slice();
  for (let row = 0; row < size; row++) {
    let sum = solution[row] as number;
    for (let k = 0; k < row; k++) sum -= at(row, k) * (solution[k] as number);
    solution[row] = sum / at(row, row);
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = solution[row] as number;
    for (let k = row + 1; k < size; k++) sum -= at(k, row) * (solution[k] as number);
    solution[row] = sum / at(row, row);
  }
  return solution;
}
