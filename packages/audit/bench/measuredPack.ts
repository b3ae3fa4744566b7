import { Writable } from 'node:stream';
import { instantAt } from '@commission-ledger/calendar';
import type { EventStore } from '@commission-ledger/event-store';
import type { DocumentStore } from '@commission-ledger/projections';
import * as E from 'fp-ts/lib/Either.js';
import { evidencePack, evidenceZip, type EvidenceRequest } from '../src/index.ts';

/** Packs for a file that nobody keeps, and tells what that took in a line. */
export const measuredPack = async (
  ledger: Readonly<{ events: EventStore; documents: DocumentStore }>,
  scope: EvidenceRequest['scope'],
): Promise<string> => {
  globalThis.gc?.();
  let [bytes, highest, told] = [0, 0, Date.now()];
  const before = process.memoryUsage().heapUsed;
  const out = new Writable({
    write: (chunk: Uint8Array, _, done) => {
      bytes += chunk.length;
      if (Date.now() - told > 100) highest = Math.max(highest, process.memoryUsage().heapUsed - before);
      if (Date.now() - told > 100) told = Date.now();
      done();
    },
  });
  const zip = evidenceZip(out);
  const [started, used] = [performance.now(), process.cpuUsage()];
  const request: EvidenceRequest = {
    ledger: 'ledger',
    store: ledger.events,
    documents: ledger.documents,
    scope,
    madeAt: instantAt(Date.UTC(2028, 0, 1)),
    software: { name: 'bench', version: '0' },
    samples: { what: 'payouts', method: 'smallest-hash', seed: 'bench', size: 25 },
    verifier: '',
  };
  const packed = await evidencePack(request, zip.put);
  await zip.end();
  if (E.isLeft(packed)) throw new Error(packed.left._tag);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(used);
  const worked = (user + system) / 1e6;
  const { known, files, counts } = packed.right.manifest;
  const perEvent = Math.round((worked * 1e6) / known.size);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  return `${scope.kind}: ${counts.events} of ${known.size} events, ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s, ${worked.toFixed(1)} s of a core (${perEvent} µs an event), heap +${Math.round(highest / 1e6)} MB, peak ${peak} MiB`;
};
