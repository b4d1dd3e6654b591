import path from 'node:path';

/** Where everything lies in an output folder. */
export interface OutputFolder {
  /** The folder itself, absolute. */
  readonly path: string;
  /** `.variegate`, which holds what only this tool reads. */
  readonly statePath: string;
  /** `.variegate/records`. */
  readonly recordsPath: string;
  /** `.variegate/lock`: who works in the folder. */
  readonly lockPath: string;
  /** `.variegate/searches`: plans that were found by measuring, so that no search is made twice. */
  readonly searchesPath: string;
  /** `.variegate/planned.jsonl`: what the running batch has planned, in order. */
  readonly plannedPath: string;
  /** `journal.jsonl`. */
  readonly journalPath: string;
  /** `manifest.json`. */
  readonly manifestPath: string;
  /** `ground_truth.csv`. */
  readonly groundTruthPath: string;
  /** `ground_truth_scorable.csv`. */
  readonly scorableTruthPath: string;
}

/** The places in an output folder; nothing is created. */
export function outputFolderAt(outDir: string): OutputFolder {
  const folder = path.resolve(outDir);
  const statePath = path.join(folder, '.variegate');
  return {
    path: folder,
    statePath,
    recordsPath: path.join(statePath, 'records'),
    lockPath: path.join(statePath, 'lock'),
    searchesPath: path.join(statePath, 'searches'),
    plannedPath: path.join(statePath, 'planned.jsonl'),
    journalPath: path.join(folder, 'journal.jsonl'),
    manifestPath: path.join(folder, 'manifest.json'),
    groundTruthPath: path.join(folder, 'ground_truth.csv'),
    scorableTruthPath: path.join(folder, 'ground_truth_scorable.csv'),
  };
}
