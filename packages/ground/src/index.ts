export { CodedError, type Retry } from './errors.ts';
export { escapeHtml } from './escape-html.ts';
export { Heap } from './heap.ts';
export { didYouMean } from './nearest-name.ts';
export { type ProcessStatus, parseProcessStatus } from './process-status.ts';
export { untilAborted } from './until-aborted.ts';
