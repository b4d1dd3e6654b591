import {
  type BatchRequest,
  openPlanningHost,
  openRunFolder,
  outputFolderAt,
  type PlanningHooks,
  planInputs,
  prepareBatch,
  untilUsable,
} from '@variegate/variants/internal';

/**
 * Makes sure that a batch can begin, so that a hopeless one is refused with its reason before anything is stored: an
 * input is usable, and the output folder exists, is writable and free.
 *
 * @throws {RUNNER_FFMPEG_MISSING} | {SCHEDULER_OPTION_INVALID}
 * @throws {VARIANTS_INPUTS_UNUSABLE} | {VARIANTS_OUTPUT_FOLDER_UNUSABLE} | {VARIANTS_OUTPUT_FOLDER_BUSY}
 */
export async function assertCanBegin(request: BatchRequest, hooks: PlanningHooks): Promise<void> {
  const host = await openPlanningHost(request.options);
  const prepared = await prepareBatch(request, host, hooks);
  const firstOfEach = prepared.inputs.map(input =>
    input.kind === 'source' ? { ...input, numbers: { first: 1, last: 1 } } : input,
  );
  const planned = await untilUsable(planInputs(firstOfEach, prepared, host, hooks));
  await planned.return(undefined);
  await using _ = await openRunFolder(outputFolderAt(request.options.outDir));
}
