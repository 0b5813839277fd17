// The settings of the advocacy subgraph.
import { natsSettings } from '../kit/live/nats';
import { subgraphSettings } from '../kit/subgraph/runSubgraph';
import { keyRing, num, url } from '../kit/words/config';
import { commonYear } from '../kit/words/days';

export const settings = {
  ...subgraphSettings({ defaultPort: 4002, demo: 'the demonstration petition' }),
  SIGNATURE_KEY: keyRing({
    desc: 'Secret of the keyed hash that tells whether an e-mail address has signed; hexadecimal, 32 bytes or more, several separated by commas',
  }),
  POLICY_STALE_DAYS: num({
    default: commonYear,
    desc: 'Days after which a policy that no source has confirmed since is marked STALE',
  }),
  ...natsSettings,
  PARTNERSHIP_URL: url({
    default: 'http://127.0.0.1:4001',
    desc: 'Address of the partnership subgraph, which is asked every second which libraries were merged',
  }),
  LINK_KEY: keyRing({
    default: undefined,
    desc: 'Secret that signs the links in mails; derived from SIGNATURE_KEY when not set. Several separated by commas: the first signs, all are accepted',
  }),
};
