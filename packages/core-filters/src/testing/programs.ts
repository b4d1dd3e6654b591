/** The ffmpeg that is under test. */
export const ffmpegPath = process.env['VARIEGATE_FFMPEG'] || 'ffmpeg';

/** The ffprobe beside it. */
export const ffprobePath = ffmpegPath.replace(/ffmpeg(?=[^/\\]*$)/, 'ffprobe');
