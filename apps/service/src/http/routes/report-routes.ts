import { randomBytes } from 'node:crypto';
import { batchCancelSchema } from '@variegate/workflow';
import { type Context, Hono } from 'hono';
import { type BatchRun, hasResults } from '../../engine/batch-run.ts';
import { answerProblem } from '../problem.ts';
import { ReportShelf } from '../report-shelf.ts';
import type { ServiceParts } from '../service-parts.ts';

/** The page is one file that loads nothing; what runs in it can reach nothing of the service. */
const reportPolicy =
  "sandbox allow-scripts allow-popups; default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** How long a link is valid; it works once. */
const linkMs = 60_000;

/**
 * The report of a batch that has results, made when it is first asked for: `/api/runs/:batchId/report`, and for
 * browsers, which cannot send a token with a link, `/api/runs/:batchId/report-link` for an address that needs none.
 */
export function reportRoutes(parts: Pick<ServiceParts, 'host' | 'settings'>): Hono {
  const reports = new ReportShelf(parts.settings);
  const links = new Map<string, BatchRun>();
  const findEnded = async (batchId: string): Promise<BatchRun | null> => {
    const run = batchCancelSchema.safeParse({ batchId }).success ? await parts.host.find(batchId) : null;
    return run !== null && hasResults(run) ? run : null;
  };
  return new Hono()
    .get('/api/runs/:batchId/report', async context => {
      const run = await findEnded(context.req.param('batchId'));
      return run === null ? refuse(context) : answerReport(context, await reports.read(run));
    })
    .post('/api/runs/:batchId/report-link', async context => {
      const run = await findEnded(context.req.param('batchId'));
      if (run === null) return refuse(context);
      await reports.read(run);
      const ticket = randomBytes(24).toString('base64url');
      links.set(ticket, run);
      setTimeout(() => links.delete(ticket), linkMs).unref();
      return context.json({ url: `/reports/${ticket}` }, 201);
    })
    .get('/reports/:ticket', async context => {
      const ticket = context.req.param('ticket');
      const run = links.get(ticket);
      // A HEAD, as programs send it that show what a link leads to, is answered by the same handler and shows nothing.
      if (context.req.method !== 'HEAD') links.delete(ticket);
      return run === undefined ? refuse(context) : answerReport(context, await reports.read(run));
    });
}

const answerReport = (context: Context, html: string): Response | Promise<Response> =>
  context.html(html, 200, { 'content-security-policy': reportPolicy });

const refuse = (context: Context): Response =>
  answerProblem(context, 404, {
    code: 'REPORT_UNKNOWN',
    message: 'There is no batch of this name that has results.',
  });
