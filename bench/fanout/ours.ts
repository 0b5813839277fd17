// Our gateway, as its process puts it together, with its subscriptions fed by the benchmark instead of the advocacy subgraph.
import { startGateway } from '../../gateway/gateway';
import { silentLog } from '../../services/kit/words/log';
import { obey } from './orders';

const [, , feed = ''] = process.argv;
process.env.APOLLO_TELEMETRY_DISABLED = 'true';

void startGateway({
  host: '127.0.0.1',
  port: 0,
  supergraphFile: 'schema/supergraph.graphql',
  urls: new Map([['advocacy', [feed]]]),
  deadlineMs: 10_000,
  allowedOrigins: [],
  executor: 'compiled',
  // Not in production, where it would count the connections of this machine too.
  production: false,
  // A benchmark asks how fast it can be; the pause between two events only hides that.
  live: { intervalMs: 0 },
  log: silentLog,
}).then(({ port }) => obey(port));
