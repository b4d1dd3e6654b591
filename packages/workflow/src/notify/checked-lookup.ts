import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A host has an address that may not be called. */
export class AddressRefusedError extends Error {
  constructor(host: string, address: string) {
    super(`"${host}" has the address ${address}, which is not a public one (webhookPrivate allows it).`);
  }
}

/** Whether an address is one of the public internet: no loopback, private, link-local, shared, reserved or translated one. */
export function isPublicAddress(address: string): boolean {
  // An IPv4 address within an IPv6 one counts as what it is.
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

type Resolve = (
  host: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves names for a connection, and refuses those of which any address is not public. What it gives is what is connected to:
 * there is no second look-up that could give another address.
 *
 * @param resolve - @default the system's
 */
export function checkedLookup(resolve: Resolve = lookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined)
        return done(error ?? new Error(`"${host}" has no address.`), '');
      const refused = addresses.find(({ address }) => !isPublicAddress(address));
      if (refused !== undefined) return done(new AddressRefusedError(host, refused.address), '');
      if (options.all === true) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
}
