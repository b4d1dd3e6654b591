import type { Finding } from './finding.ts';
import { type Lack, lackingFor, lackText, ofKind } from './lack.ts';

/** Checks what the output formats need: encoders and muxers. */
export function examineFormats(uses: readonly Lack[]): readonly Finding[] {
  const formats = ofKind(uses, 'format');
  const [webm, others] = [formats.filter(isWebm), formats.filter(format => !isWebm(format))];
  return [
    {
      subject: 'encoders',
      ...statusOf(others, others.every(isLacking) ? 'missing' : 'limited'),
      advice: adviceFor(others, '--enable-gpl --enable-libx264'),
    },
    {
      subject: 'WebM',
      ...statusOf(webm, 'limited'),
      advice: adviceFor(webm, '--enable-libvpx --enable-libopus'),
    },
  ];
}

const isWebm = ({ name }: Lack) => name === 'webm';
const isLacking = ({ lacks }: Lack) => lacks.length > 0;

function statusOf(
  formats: readonly Lack[],
  otherwise: Exclude<Finding['status'], 'works'>,
): Pick<Finding, 'status' | 'detail'> {
  const refused = formats.filter(isLacking);
  if (refused.length === 0) {
    const encoders = new Set(formats.flatMap(({ needs }) => needs.encoders.toReversed()));
    return { status: 'works', detail: [...encoders].join(', ') };
  }
  const options = refused.map(({ name }) => `--container ${name}`).join(', ');
  const detail = `${lackText(lackingFor(refused))} not built in, so ${options} is refused`;
  return { status: otherwise, detail };
}

function adviceFor(formats: readonly Lack[], options: string): string | null {
  return formats.some(isLacking) ? `Install an ffmpeg that was built with ${options}.` : null;
}
