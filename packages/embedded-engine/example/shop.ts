import { eventType, Inngest, invoke, staticSchema } from 'inngest';

/** The functions of a small shop, as an application would have them. They know nothing of how they are tested. */
export const client = new Inngest({ id: 'shop' });

export const orderPlaced = eventType('shop/order.placed', { schema: staticSchema<{ items: string[] }>() });
const refundApproved = eventType('shop/refund.approved', {
  schema: staticSchema<{ order: number; by: string }>(),
});

const packItem = client.createFunction(
  { id: 'pack-item', triggers: [invoke(staticSchema<{ item: string }>())] },
  async ({ event, step }) => step.run('pack', () => `${event.data.item}, packed`),
);

/** Charges, has each item packed by a function of its own, and asks for a review two days later. */
const placeOrder = client.createFunction(
  { id: 'place-order', retries: 2, triggers: [orderPlaced] },
  async ({ event, step }) => {
    const { items } = event.data;
    const charged = await step.run('charge', () => items.length * 10);
    const parcels = await Promise.all(
      items.map(item => step.invoke(`pack ${item}`, { function: packItem, data: { item } })),
    );
    await step.sleep('let it arrive', '2 days');
    const mail = await step.run('ask for a review', () => `How is your ${items.join(' and ')}?`);
    return { charged, parcels, mail };
  },
);

/** Refunds when somebody approves within a week. */
const refund = client.createFunction(
  { id: 'refund', triggers: [{ event: 'shop/refund.asked' }] },
  async ({ step }) => {
    const approval = await step.waitForEvent('approval', {
      event: refundApproved,
      match: 'data.order',
      timeout: '7d',
    });
    return approval === null ? 'declined' : step.run('pay back', () => `paid back by ${approval.data.by}`);
  },
);

/** Reports every Monday morning. */
const report = client.createFunction(
  { id: 'report', triggers: [{ cron: 'TZ=Europe/Paris 0 9 * * 1' }] },
  async ({ event, step }) => step.run('write', () => `Report of ${new Date(event.ts).toISOString()}`),
);

export const functions = [packItem, placeOrder, refund, report];
