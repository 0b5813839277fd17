// The advocacy subgraph as a process.
import 'reflect-metadata';
import { runSubgraph } from '../kit/subgraph/runSubgraph';
import { settings } from './config';
import { startAdvocacy } from './subgraph';

runSubgraph('advocacy', settings, process.env, (options, given) =>
  startAdvocacy({
    ...options,
    signatureKeys: given.SIGNATURE_KEY,
    linkKeys: given.LINK_KEY,
    policyStaleDays: given.POLICY_STALE_DAYS,
    countIntervalMs: given.COUNT_INTERVAL_MS,
    partnershipUrl: given.PARTNERSHIP_URL,
    nats: given.NATS_URL && { address: given.NATS_URL, prefix: given.NATS_SUBJECT },
  }),
);
