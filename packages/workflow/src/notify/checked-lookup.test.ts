import type { LookupAddress } from 'node:dns';
import { expect, test } from 'vitest';
import { checkedLookup, isPublicAddress } from './checked-lookup.ts';

test.each([
  ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
  ...['224.0.0.1', '255.255.255.255', '192.0.2.1', '240.0.0.1', '198.18.0.1'],
  ...['::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '2001:db8::1'],
  // The same addresses within others.
  ...[
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fe80::1%eth0',
    'localhost',
    '',
  ],
])('%s is not a public address.', address => expect(isPublicAddress(address)).toBe(false));

test.each(['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '::ffff:1.1.1.1'])(
  '%s is a public address.',
  address => expect(isPublicAddress(address)).toBe(true),
);

const at = (...addresses: readonly string[]): LookupAddress[] =>
  addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }));

/** Looks a name up that has these addresses, one list for each time that it is asked for. */
function lookUp(answers: readonly LookupAddress[][], all: boolean) {
  const left = [...answers];
  const look = checkedLookup((_host, _options, done) => done(null, left.shift() ?? []));
  return () =>
    new Promise((resolve, reject) =>
      look('example.com', { all }, (error, found) => (error === null ? resolve(found) : reject(error))),
    );
}

test('A connection gets the very addresses that were checked, and a name that is moved to a private one is refused.', async () => {
  const look = lookUp([at('1.1.1.1'), at('127.0.0.1'), at('1.1.1.1', '2606:4700:4700::1111')], true);
  expect(await look()).toEqual(at('1.1.1.1'));
  await expect(look()).rejects.toThrow('has the address 127.0.0.1');
  expect(await look()).toEqual(at('1.1.1.1', '2606:4700:4700::1111'));
  await expect(look()).rejects.toThrow('has no address');
});

test('A name with a private address beside a public one is refused.', async () => {
  const look = lookUp([at('1.1.1.1', '::1'), at('1.1.1.1')], false);
  await expect(look()).rejects.toThrow('has the address ::1');
  expect(await look()).toBe('1.1.1.1');
});
