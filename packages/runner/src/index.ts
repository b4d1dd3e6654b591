export type { Retry } from '@variegate/ground';
export { type FfmpegNeeds, needsOfArguments } from './argv/needs-of-arguments.ts';
export type { ProgramName } from './argv/program-arguments.ts';
export { type CacheEnvironment, defaultCacheFolder, readCacheEntry, writeCacheEntry } from './cache.ts';
export type { Ffmpeg, FfmpegChoice, FindFfmpegOptions } from './capabilities/find-ffmpeg.ts';
export { chosenFfmpeg, findFfmpeg } from './capabilities/find-ffmpeg.ts';
export type { EncoderChoice, EncoderRequest } from './capabilities/hardware-encoders.ts';
export { chooseEncoder, hardwareEncoders } from './capabilities/hardware-encoders.ts';
export { isNewerThanTested, newestTestedVersion } from './capabilities/known-versions.ts';
export type { InputUnusableReason, RunFacts, RunnerErrorOptions, TextUnusableReason } from './errors.ts';
export {
  CommandInvalidError,
  DescriptorsExhaustedError,
  FfmpegMissingError,
  FfmpegTooOldError,
  InputDamagedError,
  InputInvalidError,
  InputRefusedError,
  InputUnusableError,
  MemoryExhaustedError,
  MemoryLimitExceededError,
  OutputExistsError,
  OutputIncompleteError,
  OutputOutsideRootError,
  OutputTooLargeError,
  OutputUnwritableError,
  ProcessCrashedError,
  RunCancelledError,
  RunFailedError,
  RunnerError,
  RunStalledError,
  RunTimedOutError,
  SpaceExhaustedError,
  StorageFailedError,
  TextUnusableError,
} from './errors.ts';
export type { InputKind, InputLimits } from './input/input-arguments.ts';
export { defaultInputLimits, inputArguments } from './input/input-arguments.ts';
export type { OpenInput, OpenInputOptions } from './input/open-input.ts';
export { openInput } from './input/open-input.ts';
export { readRegularFile } from './input/read-regular-file.ts';
export { readText, readTextFile, type TextLimits } from './input/read-text-file.ts';
export { sha256Of } from './input/sha256-of.ts';
export { makeFolder } from './output/make-folder.ts';
export { type OpenFolder, openOutputFolder } from './output/open-output-folder.ts';
export { createOwnFile, openOwnFile, readOwnText, sha256OfOwnFile } from './output/own-file.ts';
export type { ProcessIdentity } from './output/process-identity.ts';
export { isAlive, ownIdentity } from './output/process-identity.ts';
export type { Publication, Replacement } from './output/publish-file.ts';
export { publishFile } from './output/publish-file.ts';
export type { ScratchFile } from './output/scratch-file.ts';
export { storageFailure } from './output/storage-failure.ts';
export type { SweepOptions } from './output/sweep-scratch.ts';
export { sweepScratch } from './output/sweep-scratch.ts';
export { writeFileAtomically } from './output/write-file-atomically.ts';
export type { StdoutConsumer } from './process/consume-stdout.ts';
export type { Protections } from './process/protections.ts';
export { protections } from './process/protections.ts';
export { type OwnProgramRun, runOwnProgram } from './process/run-own-program.ts';
export type { ProgramPaths, ToolResult, ToolRun } from './process/run-tool.ts';
export { runTool } from './process/run-tool.ts';
export type { ProgressReport } from './progress/parse-progress.ts';
export type { RenderProgress } from './progress/render-progress.ts';
export { render } from './render.ts';
export type {
  RenderEvent,
  RenderFacts,
  Rendering,
  RenderOptions,
  RenderProgressEvent,
  RenderResult,
  RenderStep,
  VerifyContext,
} from './rendering.ts';
