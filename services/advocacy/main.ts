// The advocacy subgraph as a process.
import 'reflect-metadata';
import { runSubgraph } from '../kit/subgraph/runSubgraph';
import { settings } from './config';
import { startAdvocacy } from './subgraph';

runSubgraph('advocacy', settings, process.env, (options, { SIGNATURE_KEY, LINK_KEY, POLICY_STALE_DAYS }) =>
  startAdvocacy({ ...options, signatureKeys: SIGNATURE_KEY, linkKeys: LINK_KEY, policyStaleDays: POLICY_STALE_DAYS }),
);
